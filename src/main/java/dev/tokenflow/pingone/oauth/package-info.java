/**
 * OAuth 2.0 and OpenID Connect as the specifications define them, for any authorization server.
 *
 * <p>Each specification is one class with {@code request}, which builds a request value, and {@code
 * parseResponse}, which reads the answer. Both are pure functions; {@link
 * dev.tokenflow.pingone.oauth.AuthorizationServer} does all the I/O. Failures are {@code
 * StepException}s.
 *
 * <p>Objects with state belong to one Vert.x context: create and call them there.
 */
@NullMarked
package dev.tokenflow.pingone.oauth;

import org.jspecify.annotations.NullMarked;
