/**
 * A stand-in for PingOne, for demonstrations and tests. It listens on loopback only, verifies what
 * PingOne verifies and rejects what PingOne rejects.
 *
 * <p>It shares no code with the client and uses the JDK's cryptography only, so that client and
 * sandbox cannot share a bug.
 *
 * <p>All classes but {@link Sandbox} run on the sandbox's one event loop and need no
 * synchronization.
 */
@NullMarked
package dev.tokenflow.pingone.sandbox;

import org.jspecify.annotations.NullMarked;
