/** A member of a cluster: what the command line says about it, how it joins, and how it stays. */
@NullMarked
package dev.tokenflow.pingone.cli.cluster;

import org.jspecify.annotations.NullMarked;
