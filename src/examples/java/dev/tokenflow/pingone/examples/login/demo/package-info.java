/** Starts the login back end: with the sandbox, or with the PingOne of a configuration file. */
@NullMarked
package dev.tokenflow.pingone.examples.login.demo;

import org.jspecify.annotations.NullMarked;
