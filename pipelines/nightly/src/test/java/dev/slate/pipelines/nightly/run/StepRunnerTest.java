package dev.slate.pipelines.nightly.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.config.SlateConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps with a ledger of their own and no broker: telling fails, and must not matter. */
class StepRunnerTest {
  private static final LocalDate DATE = LocalDate.of(2026, 11, 20);

  private final AtomicLong clockMs = new AtomicLong(1_000);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Ledger ledger;
  private RunTopic topic;
  private StepRunner runner;

  @BeforeEach
  void begin(@TempDir Path directory) {
    String url = "jdbc:h2:file:" + directory.resolve("runs");
    ledger = new Ledger(new SlateConfig.Ledger(url, "sa", ""));
    topic = new RunTopic("127.0.0.1:1", 10);
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    runner =
        new StepRunner(
            ledger,
            topic,
            new LineProgress(out),
            () -> clockMs.addAndGet(500),
            ledger.begin(DATE, 1_000));
  }

  @AfterEach
  void close() {
    topic.close();
    ledger.close();
  }

  @Test
  void step_succeedsAtTheThirdAttempt_isRecordedOnceWithItsTime() {
    AtomicInteger calls = new AtomicInteger();

    int result =
        runner.step("ingest", 3, () -> failTwice(calls), attempts -> attempts + " attempts");

    assertThat(result).isEqualTo(3);
    assertThat(recorded().steps())
        .containsExactly(new StepRecord("ingest", Status.SUCCEEDED, 1_500, 2_000, "3 attempts"));
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("succeeded", "0.5 s");
  }

  @Test
  void step_failsForGood_saysWhyInTheLedger() {
    assertThatThrownBy(
            () ->
                runner.step(
                    "train",
                    1,
                    () -> {
                      throw new IllegalStateException("no positives");
                    },
                    String::valueOf))
        .isInstanceOf(StepFailedException.class)
        .hasMessage("train: no positives");
    assertThat(recorded().step("train").map(StepRecord::detail)).contains("no positives");
  }

  /** A signal comes while a step runs: what that step then does changes nothing any more. */
  @Test
  void stop_inTheMiddleOfAStep_endsTheRunAsFailedAndStays() {
    runner.step(
        "train",
        3,
        () -> {
          runner.stop();
          return "done too late";
        },
        detail -> detail);

    assertThat(recorded().status()).isEqualTo(Status.FAILED);
    assertThat(recorded().reason()).isEqualTo("stopped by a signal");
    assertThat(recorded().step("train").map(StepRecord::detail)).contains("stopped");
    assertThat(runner.end(Status.SUCCEEDED).status()).isEqualTo(Status.FAILED);
  }

  private static int failTwice(AtomicInteger calls) {
    if (calls.incrementAndGet() < 3) {
      throw new IllegalStateException("not yet");
    }
    return calls.get();
  }

  private Run recorded() {
    Optional<Run> run = ledger.last(DATE);
    assertThat(run).isPresent();
    return run.orElseThrow();
  }
}
