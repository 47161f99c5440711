/** The spans of calls and their requests, where a Vert.x traces with OpenTelemetry. */
@NullMarked
package dev.tokenflow.pingone.traces;

import org.jspecify.annotations.NullMarked;
