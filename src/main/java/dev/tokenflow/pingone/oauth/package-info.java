/**
 * What the RFCs and OpenID Connect Core say, and nothing of PingOne's own: building requests and
 * judging answers are functions without a network, and a thin line of I/O runs through them.
 */
package dev.tokenflow.pingone.oauth;
