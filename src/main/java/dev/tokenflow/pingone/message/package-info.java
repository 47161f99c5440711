/**
 * Requests, outcomes and failures, each with its JSON form on the event bus.
 *
 * <p>The records are complete when they are constructed, and immutable except for the {@code
 * JsonObject}s in them, which belong to the receiver. A record that holds a secret leaves it out of
 * its {@code toString}. Field names from an RFC are written as in the RFC.
 */
@NullMarked
package dev.tokenflow.pingone.message;

import org.jspecify.annotations.NullMarked;
