/**
 * PingOne's sign-on flow: authorize, submit actions, resume, redeem.
 *
 * <p>{@code SignOnFlow} does the I/O and reads in the order of the protocol. {@code Submission} and
 * {@code Resume} build its requests and parse the responses without a network. An {@code OpenFlow}
 * is all that is known of a flow between two steps.
 *
 * <p>Objects that hold state belong to one Vert.x context and are called there only. Every Future
 * fails with {@code StepException}; any other exception is a bug in this client.
 */
@NullMarked
package dev.tokenflow.pingone.flow;

import org.jspecify.annotations.NullMarked;
