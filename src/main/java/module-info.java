/**
 * PingOne tokens for Vert.x applications. A user imports the root package, {@code message} and
 * {@code options}; the other packages are internal.
 */
module dev.tokenflow.pingone {
  requires transitive io.vertx.auth.common;
  requires transitive io.vertx.core;
  requires transitive io.vertx.web.client;
  requires com.fasterxml.jackson.databind;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.codec.http2;
  requires io.netty.handler;
  requires io.netty.handler.proxy;
  requires io.vertx.auth.jwt;
  requires io.vertx.circuitbreaker;
  requires io.vertx.jsonschema;
  requires org.apache.commons.text;
  requires static io.opentelemetry.context;
  requires static io.vertx.metrics.micrometer;
  requires static io.vertx.tracing.opentelemetry;
  requires static io.vertx.web;
  requires static micrometer.core;
  requires static org.jspecify;

  // A fast one verifies ID tokens, where it is there.
  uses java.security.Provider;

  exports dev.tokenflow.pingone;
  exports dev.tokenflow.pingone.message;
  exports dev.tokenflow.pingone.options;

  // Jackson fills the records of PingOne's answers.
  opens dev.tokenflow.pingone.flow to
      com.fasterxml.jackson.databind;
  opens dev.tokenflow.pingone.http to
      com.fasterxml.jackson.databind;
  opens dev.tokenflow.pingone.oauth to
      com.fasterxml.jackson.databind;
}
