/** The commands. */
package dev.tokenflow.pingone.cli;
