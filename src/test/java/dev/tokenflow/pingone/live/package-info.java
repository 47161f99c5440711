/** The whole chain over real sockets, against the sandbox. */
package dev.tokenflow.pingone.live;
