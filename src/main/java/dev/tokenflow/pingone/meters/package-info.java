/** What is recorded into the Micrometer registry of a Vert.x that has one. */
@NullMarked
package dev.tokenflow.pingone.meters;

import org.jspecify.annotations.NullMarked;
