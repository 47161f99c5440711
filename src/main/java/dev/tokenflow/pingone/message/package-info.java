/**
 * What an acquisition is asked for and how it ends: the words that all other packages share.
 *
 * <p>All values are immutable but for the {@code JsonObject}s in them, which are the receiver's
 * own, and every one that holds a secret leaves it out of its {@code toString}.
 */
package dev.tokenflow.pingone.message;
