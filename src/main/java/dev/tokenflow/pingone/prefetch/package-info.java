/**
 * Flows that are begun ahead, so that a sign-on saves its first round trip.
 *
 * <p>It belongs to one Vert.x context and is called there only.
 */
@NullMarked
package dev.tokenflow.pingone.prefetch;

import org.jspecify.annotations.NullMarked;
