/**
 * Which instances of an address are alive, wherever they are in a cluster: each says so once a
 * second.
 */
@NullMarked
package dev.tokenflow.pingone.presence;

import org.jspecify.annotations.NullMarked;
