package dev.tokenflow.pingone.options;

import java.time.Duration;

/**
 * The limits of the HTTP side.
 *
 * @param connectTimeout the time for each TCP connect
 * @param requestTimeout the time for each request, from the wait for a connection to the last octet
 *     of the answer
 * @param maxConnections the maximum number of HTTP/1.1 connections
 * @param http2 whether HTTP/2 is offered (by ALPN, under https)
 * @param maxAttempts how often a request is sent at most, 1 or more
 */
public record HttpLimits(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxConnections,
    boolean http2,
    int maxAttempts) {

  static HttpLimits of(Settings settings) {
    return new HttpLimits(
        settings.milliseconds("connectTimeoutMs"),
        settings.milliseconds("requestTimeoutMs"),
        settings.integer("maxConnections"),
        settings.flag("http2"),
        settings.integer("retry.maxAttempts"));
  }
}
