/**
 * Configured accounts, whose tokens are kept fresh: acquired once however many callers wait,
 * renewed before they expire, and answered from memory.
 *
 * <p>Objects that hold state belong to one Vert.x context: call them there.
 */
@NullMarked
package dev.tokenflow.pingone.account;

import org.jspecify.annotations.NullMarked;
