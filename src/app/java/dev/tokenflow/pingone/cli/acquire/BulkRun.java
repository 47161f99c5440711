package dev.tokenflow.pingone.cli.acquire;

import dev.tokenflow.pingone.cli.acquire.UserMarks.Mark;
import dev.tokenflow.pingone.options.PingOneOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One run over the users, from the first sign-on to the summary. */
final class BulkRun {
  // For the lines of what ended at its deadline.
  private static final Duration AFTER_DEADLINE = Duration.ofSeconds(5);
  private static final Duration LONG_PAUSE = Duration.ofSeconds(4);

  private final BulkAcquisition command;
  private final int listed;
  private final UserMarks marks;
  private final Tally kept;
  private final SignOns signOns;
  private final Places places;
  private final Stop stop;
  private final Duration longest;
  private final PrintWriter err;
  private final RunProgress progress;
  private final ResultWriter writer;
  // Belongs to the writer's thread until that has ended.
  private final Tally done = new Tally();
  private long pauseAnnouncedUntil = System.nanoTime();
  // Begun, and without a line.
  private final Set<User> inDoubt = ConcurrentHashMap.newKeySet();

  BulkRun(
      BulkAcquisition command,
      int listed,
      UserMarks marks,
      Results results,
      SignOns signOns,
      Places places,
      Stop stop,
      PingOneOptions options,
      PrintWriter out,
      PrintWriter err) {
    this.command = command;
    this.listed = listed;
    this.marks = marks;
    this.kept = results.kept();
    this.signOns = signOns;
    this.places = places;
    this.stop = stop;
    this.longest = options.acquisitionTimeout().plus(AFTER_DEADLINE);
    this.err = err;
    this.progress = command.progress(out, listed, kept.users());
    this.writer = new ResultWriter(results.file(), this::written, this::handled, this::notWritten);
  }

  /** Signs on everybody who is left, writes their lines, and says what became of them. */
  Summary toTheEnd() throws InterruptedException {
    long begun = System.nanoTime();
    stop.whenAsked(this::announceEnd);
    try (progress) {
      beginAll();
      places.awaitFree(longest);
      writer.close();
    }
    return new Summary(
        command.out(),
        listed,
        kept,
        done,
        inDoubt.stream().map(User::username).toList(),
        stop.reason(),
        System.nanoTime() - begun);
  }

  private void beginAll() throws InterruptedException {
    try (UserReader reader = UserReader.open(command.users(), command.password())) {
      User user = next(reader);
      while (user != null && places.take()) {
        inDoubt.add(user);
        signOns.begin(user).onSuccess(writer::add);
        user = next(reader);
      }
    } catch (MalformedLineException changed) {
      stop.ask(command.users() + " was changed during the run, " + changed.getMessage());
    } catch (IOException unreadable) {
      stop.ask(command.users() + " cannot be read any longer");
    }
  }

  /** The next user who has neither a line nor a sign-on. */
  private @Nullable User next(UserReader reader) throws IOException {
    User user = reader.next();
    while (user != null
        && (marks.has(user.username(), Mark.KEPT) || !marks.add(user.username(), Mark.BEGUN))) {
      user = reader.next();
    }
    if (user != null && !marks.has(user.username(), Mark.LISTED)) {
      throw new MalformedLineException(user.line(), "has a user who was not there before");
    }
    return user;
  }

  private void announceEnd() {
    int underWay = places.taken();
    if (underWay > 0) {
      err.println();
      err.println(
          "Stopping: "
              + underWay
              + " sign-ons under way end within "
              + longest.toSeconds()
              + " s. Ctrl-C again ends at once.");
      err.flush();
    }
  }

  private void written(Result result) {
    inDoubt.remove(result.user());
    done.add(result.user().username(), result.ending());
    progress.show(done);
  }

  private void handled(Result result) {
    String reason = result instanceof Result.Failed failed ? failed.endsTheRun() : null;
    if (reason != null) {
      stop.ask(reason);
    }
    places.free(result);
    announcePause(result);
  }

  /** A long pause looks like a run that hangs. */
  private void announcePause(Result result) {
    Duration pause = places.paused();
    long now = System.nanoTime();
    if (pause.compareTo(LONG_PAUSE) > 0 && now - pauseAnnouncedUntil >= 0 && !stop.isAsked()) {
      pauseAnnouncedUntil = now + pause.toNanos();
      err.println();
      err.println(
          "Pause: no sign-on begins for "
              + pause.toSeconds()
              + " s, after "
              + result.ending().description());
      err.flush();
    }
  }

  private void notWritten(IOException fault) {
    stop.ask(command.out() + " cannot be written: " + Results.reason(fault));
  }
}
