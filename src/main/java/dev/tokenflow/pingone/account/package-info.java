/**
 * Configured accounts, whose tokens are kept fresh: acquired once however many ask, renewed before
 * they expire, and answered from memory.
 *
 * <p>Objects of this package that hold state belong to one Vert.x context and are only touched on
 * it.
 */
package dev.tokenflow.pingone.account;
