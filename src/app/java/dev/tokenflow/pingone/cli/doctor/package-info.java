/**
 * The command {@code doctor}: asks PingOne itself what is set up wrongly.
 *
 * <p>A check sends its requests from here and hands the answers to a reading. Readings are pure:
 * they turn an answer into a {@link dev.tokenflow.pingone.cli.doctor.Finding}, which says what was
 * tried, what came, and which setting to look at.
 */
@NullMarked
package dev.tokenflow.pingone.cli.doctor;

import org.jspecify.annotations.NullMarked;
