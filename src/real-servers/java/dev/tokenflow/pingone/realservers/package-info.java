/**
 * The client against authorization servers that others wrote: the test plays the browser up to the
 * authorization code, production code does the rest. Run in the profile {@code real-servers}.
 */
package dev.tokenflow.pingone.realservers;
