package dev.tokenflow.pingone.realservers.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Authorization Server as Spring Boot sets it up from {@code application.properties}. */
@SpringBootApplication(proxyBeanMethods = false)
public class SpringAuthorizationServer {
  public static void main(String[] arguments) {
    SpringApplication.run(SpringAuthorizationServer.class, arguments);
  }
}
