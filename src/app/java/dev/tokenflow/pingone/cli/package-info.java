/** The commands of the runnable jar. */
@NullMarked
package dev.tokenflow.pingone.cli;

import org.jspecify.annotations.NullMarked;
