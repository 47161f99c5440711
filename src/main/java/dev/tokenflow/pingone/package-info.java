/**
 * PingOne tokens, headlessly: the verticle that answers on the event bus, and the typed API.
 *
 * <p>Requests and outcomes are in {@code message}, the configuration in {@code options}; nothing
 * else needs to be imported.
 */
@NullMarked
package dev.tokenflow.pingone;

import org.jspecify.annotations.NullMarked;
