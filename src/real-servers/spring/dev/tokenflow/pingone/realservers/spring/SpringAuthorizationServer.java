package dev.tokenflow.pingone.realservers.spring;

import static org.springframework.security.config.Customizer.withDefaults;

import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Spring Authorization Server as Spring Boot configures it from {@code application.properties},
 * plus pushed authorization requests, which are disabled by default.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class SpringAuthorizationServer {
  public static void main(String[] arguments) {
    SpringApplication.run(SpringAuthorizationServer.class, arguments);
  }

  /** Spring Boot's filter chain plus pushed authorization requests. */
  @Bean
  @Order(1)
  SecurityFilterChain authorizationServer(HttpSecurity http) {
    return http.oauth2AuthorizationServer(
            server -> {
              http.securityMatcher(server.getEndpointsMatcher());
              server.oidc(withDefaults()).pushedAuthorizationRequestEndpoint(withDefaults());
            })
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .oauth2ResourceServer(userInfo -> userInfo.jwt(withDefaults()))
        .exceptionHandling(
            refusal ->
                refusal.defaultAuthenticationEntryPointFor(
                    new LoginUrlAuthenticationEntryPoint("/login"), ofABrowser()))
        .build();
  }

  private static RequestMatcher ofABrowser() {
    MediaTypeRequestMatcher html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
    html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
    return html;
  }

  /** Spring Boot's login page. */
  @Bean
  @Order(2)
  SecurityFilterChain login(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .formLogin(withDefaults())
        .build();
  }
}
