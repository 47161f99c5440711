/** End-to-end tests against the sandbox, over real sockets. */
package dev.tokenflow.pingone.live;
