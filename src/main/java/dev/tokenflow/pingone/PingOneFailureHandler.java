package dev.tokenflow.pingone;

import dev.tokenflow.pingone.message.ActionRequiredException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;

/**
 * Gives the failures of a {@link PingOneAuthentication} their own HTTP status. Vert.x Web's
 * authentication handlers answer 401 to each, so an outage would look like a wrong password.
 *
 * <p>The status is the failure's code: 401 for wrong credentials, 403 for a locked account, 429 and
 * 503 with {@code Retry-After}, and so on; 403 if PingOne requires another step. It answers nothing
 * itself: failure handlers after this one, and error handlers of the router, see that status and,
 * as {@code failure()}, the {@code PingOneException} or {@link ActionRequiredException}.
 *
 * <p>It needs {@code io.vertx:vertx-web}, which this library does not bring.
 */
public final class PingOneFailureHandler implements Handler<RoutingContext> {
  private static final int FORBIDDEN = 403;

  private PingOneFailureHandler() {}

  /** A handler for {@code Route.failureHandler}. */
  public static PingOneFailureHandler create() {
    return new PingOneFailureHandler();
  }

  @Override
  public void handle(RoutingContext ctx) {
    // Only what an authentication handler wrapped. A failure of another request to PingOne is not
    // about who sent this one.
    Throwable cause = ctx.failure() instanceof HttpException failed ? failed.getCause() : null;
    if (cause instanceof PingOneException refused) {
      fail(ctx, refused.failure(), refused);
    } else if (cause instanceof ActionRequiredException) {
      // Asked again for a password that is right, a browser would begin one flow after another.
      fail(ctx, FORBIDDEN, cause);
    } else {
      ctx.next();
    }
  }

  private static void fail(RoutingContext ctx, Failure failure, PingOneException refused) {
    Duration wait = failure.retryAfter();
    ErrorCode error = failure.error();
    // RFC 9110 section 10.2.3, RFC 6585 section 4.
    if (wait != null && error.retryable()) {
      // Rounded up: a client that waits this long has waited long enough.
      long seconds = wait.plusNanos(999_999_999).toSeconds();
      ctx.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, seconds)));
    }
    fail(ctx, error.failureCode(), refused);
  }

  private static void fail(RoutingContext ctx, int status, Throwable cause) {
    if (status != 401) {
      ctx.response().headers().remove("WWW-Authenticate");
    }
    ctx.fail(status, cause);
  }
}
