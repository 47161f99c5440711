/** The configuration: read once, checked whole, immutable from then on. */
package dev.tokenflow.pingone.options;
