/**
 * Acquires tokens for many users: reads them from a CSV file, signs them on, and writes one line
 * per user.
 *
 * <p>Three threads take part. The command's own thread reads users and begins sign-ons as places
 * become free, an event loop runs the sign-ons, and one thread writes the lines. So no file blocks
 * the event loop, and a user keeps its place until its line is written.
 */
@NullMarked
package dev.tokenflow.pingone.cli.acquire;

import org.jspecify.annotations.NullMarked;
