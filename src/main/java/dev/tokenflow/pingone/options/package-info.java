/**
 * The configuration: read and checked once, immutable from then on.
 *
 * <p>{@code pingone.schema.json} is the single source of every key's name, type, range, default and
 * description. A new key is a property there, a component of the record that holds it, and its use.
 */
@NullMarked
package dev.tokenflow.pingone.options;

import org.jspecify.annotations.NullMarked;
