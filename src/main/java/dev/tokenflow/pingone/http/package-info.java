/**
 * The transport: time-outs, a size limit, one shared {@code Retry-After}, a circuit, and the rules
 * of what may be sent again. {@link dev.tokenflow.pingone.http.Transport} reads downwards: gate,
 * circuit, connection, and then the rules and a pause before the next attempt.
 *
 * <p>Objects with state belong to the Vert.x context on which they were created: call them there,
 * and their Futures complete there.
 */
@NullMarked
package dev.tokenflow.pingone.http;

import org.jspecify.annotations.NullMarked;
