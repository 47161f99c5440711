/**
 * PingOne tokens, headlessly: the verticle that answers on the event bus, and the typed API.
 *
 * <p>What goes in and comes out is in {@code acquisition}, the configuration in {@code config};
 * nothing else needs to be imported.
 */
package dev.tokenflow.pingone;
