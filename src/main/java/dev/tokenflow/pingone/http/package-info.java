/**
 * The one place where a request is sent: admission, time-outs, size limit, what may be sent again.
 *
 * <p>Objects of this package that hold state belong to one Vert.x context and are only touched on
 * it.
 */
package dev.tokenflow.pingone.http;
