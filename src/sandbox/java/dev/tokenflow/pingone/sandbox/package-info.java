/**
 * A stand-in for PingOne, for demonstrations and tests: it binds to loopback only, verifies what
 * PingOne verifies and refuses what PingOne refuses.
 *
 * <p>It shares no code with the client and does its cryptography with the JDK alone, so that a
 * mistake on one side is not the other's too.
 */
package dev.tokenflow.pingone.sandbox;
