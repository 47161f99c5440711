/**
 * The client of one PingOne application: the table of its operations, the call that carries a
 * request's ids and deadline, and the admission of calls.
 *
 * <p>Objects of this package that hold state belong to one Vert.x context and are called there,
 * except for {@code DirectChannel}, which takes calls there.
 */
@NullMarked
package dev.tokenflow.pingone.client;

import org.jspecify.annotations.NullMarked;
