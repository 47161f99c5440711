package dev.tokenflow.pingone.options;

import java.time.Duration;

/**
 * The limits of the HTTP side.
 *
 * @param connectTimeout the time for each TCP connect
 * @param requestTimeout the time for each request, from the wait for a connection to the last octet
 *     of the answer
 * @param maxConnections HTTP/1.1 connections at most
 * @param http2 whether HTTP/2 is offered (by ALPN, under https)
 * @param maxAttempts how often a request is sent at most, 1 or more
 */
public record HttpLimits(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxConnections,
    boolean http2,
    int maxAttempts) {}
