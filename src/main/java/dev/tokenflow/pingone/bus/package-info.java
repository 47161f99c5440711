/** The event bus: its addresses, and the messages to and from records. */
package dev.tokenflow.pingone.bus;
