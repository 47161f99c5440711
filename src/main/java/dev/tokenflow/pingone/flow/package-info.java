/**
 * PingOne's sign-on: authorize, submit credentials, resume, and the flow resource between them.
 *
 * <p>Building requests and judging answers are functions without a network; {@code SignOnFlow} is
 * the line of I/O through them.
 */
package dev.tokenflow.pingone.flow;
