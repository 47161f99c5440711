package dev.tokenflow.pingone.log;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test that makes something log an error. It still fails if an event loop is blocked. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface LogsErrors {
  /** Which error, and why it is right to log it. */
  String value();
}
