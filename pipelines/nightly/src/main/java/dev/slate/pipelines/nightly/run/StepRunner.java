package dev.slate.pipelines.nightly.run;

import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of one run: times them, repeats those that may be, and writes every transition to
 * the ledger and the topic. One thread; {@link #stop} may come from any other.
 */
public final class StepRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

  private final Ledger ledger;
  private final RunTopic topic;
  private final Progress progress;
  private final LongSupplier clockMs;
  private Run run;

  public StepRunner(
      Ledger ledger, RunTopic topic, Progress progress, LongSupplier clockMs, Run run) {
    this.ledger = ledger;
    this.topic = topic;
    this.progress = progress;
    this.clockMs = clockMs;
    this.run = run;
    topic.tell(run);
  }

  /** The run as it stands. */
  public synchronized Run run() {
    return run;
  }

  /**
   * Runs a step.
   *
   * @param attempts how often it is tried; more than 1 only for steps that may be repeated
   * @param detail tells people what the result is
   * @throws StepFailedException if the last attempt failed
   */
  public <T> T step(String name, int attempts, Callable<T> work, Function<T, String> detail) {
    long startedMs = clockMs.getAsLong();
    StepRecord begun = new StepRecord(name, Status.RUNNING, startedMs, 0, "");
    record(run().with(begun));
    progress.started(begun);
    for (int attempt = 1; ; attempt++) {
      try {
        T result = work.call();
        end(name, Status.SUCCEEDED, startedMs, detail.apply(result));
        return result;
      } catch (Exception e) {
        if (attempt >= attempts || run().endedMs() > 0 || e instanceof InterruptedException) {
          String why = e.getMessage() == null ? e.toString() : e.getMessage();
          end(name, Status.FAILED, startedMs, why);
          throw new StepFailedException(name, why, e);
        }
        LOG.warn("{}: attempt {} of {} failed: {}", name, attempt, attempts, e.toString());
      }
    }
  }

  /** Records a step that an earlier attempt of the run had done. */
  public void skip(String name, String why) {
    end(name, Status.SKIPPED, clockMs.getAsLong(), why);
  }

  /** Changes the run and writes it down; one that has ended stays as it is. */
  public synchronized void record(Run changed) {
    if (run.endedMs() > 0) {
      return;
    }
    run = changed;
    ledger.save(run);
    topic.tell(run);
  }

  /** Waits until everybody has been told how the run stands, and gives its id. */
  public String tellAll() {
    topic.flush();
    return run().runId();
  }

  /** Ends the run. */
  public Run end(Status status) {
    record(run().ended(status, clockMs.getAsLong()));
    topic.flush();
    return run();
  }

  /**
   * Ends the run as failed because its process was told to stop; nothing if it has ended. If the
   * ledger has closed already, {@link Ledger#begin} finds the run without its process.
   */
  public synchronized void stop() {
    Run stopped = run.withReason("stopped by a signal");
    for (StepRecord step : run.steps()) {
      if (step.status() == Status.RUNNING) {
        long nowMs = clockMs.getAsLong();
        stopped =
            stopped.with(
                new StepRecord(step.name(), Status.FAILED, step.startedMs(), nowMs, "stopped"));
      }
    }
    try {
      record(stopped);
      end(Status.FAILED);
    } catch (IllegalStateException e) {
      // H2 closes itself at a signal, often before us.
      LOG.warn("the next run will record this one as killed: {}", e.getMessage());
    }
  }

  private void end(String name, Status status, long startedMs, String detail) {
    StepRecord ended = new StepRecord(name, status, startedMs, clockMs.getAsLong(), detail);
    record(run().with(ended));
    progress.ended(ended);
  }
}
