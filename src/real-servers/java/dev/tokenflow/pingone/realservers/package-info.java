/**
 * Tests the client against authorization servers written by others. The test plays the browser up
 * to the authorization code; production code does the rest. Runs in the profile {@code
 * real-servers}.
 */
package dev.tokenflow.pingone.realservers;
