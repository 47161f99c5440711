/**
 * A login back end with pages of its own, to copy: a person signs on, and the tokens stay on the
 * server. Everything runs on one event loop unless a class says otherwise.
 */
@NullMarked
package dev.tokenflow.pingone.examples.login;

import org.jspecify.annotations.NullMarked;
