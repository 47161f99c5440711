/** The management port of {@code serve}: health, metrics and a status page. */
@NullMarked
package dev.tokenflow.pingone.cli.management;

import org.jspecify.annotations.NullMarked;
