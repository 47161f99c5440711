/**
 * The event bus: addresses, listening, publishing, send timeouts, and what answers after a verticle
 * is undeployed.
 */
@NullMarked
package dev.tokenflow.pingone.bus;

import org.jspecify.annotations.NullMarked;
