package dev.slate.pipelines.nightly.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.config.SlateConfig;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final LocalDate DATE = LocalDate.of(2026, 11, 20);

  private Ledger ledger;

  @BeforeEach
  void open(@TempDir Path directory) {
    String url = "jdbc:h2:file:" + directory.resolve("runs");
    ledger = new Ledger(new SlateConfig.Ledger(url, "sa", ""));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void save_aWholeRun_readsBackEqual() {
    Run run =
        ledger
            .begin(DATE, 1_000)
            .with(new StepRecord("ingest", Status.SUCCEEDED, 1_001, 1_002, "5 events"))
            .with(new StepRecord("gate", Status.FAILED, 1_003, 1_004, "no"))
            .withEvaluation(List.of(new Scores("als", Map.of("ndcg@10", 0.25))))
            .withModel("2026-11-20-1")
            .withReason("because")
            .ended(Status.REFUSED, 2_000);

    ledger.save(run);

    assertThat(ledger.last(DATE)).contains(run);
    assertThat(ledger.all()).containsExactly(run);
  }

  @Test
  void begin_sameDateAgain_nextAttempt() {
    ledger.save(ledger.begin(DATE, 1).ended(Status.SUCCEEDED, 2));

    assertThat(ledger.begin(DATE, 3).runId()).isEqualTo("2026-11-20-2");
  }

  @Test
  void begin_whileThisProcessRunsOne_isRefused() {
    ledger.begin(DATE, 1);

    assertThatThrownBy(() -> ledger.begin(DATE.plusDays(1), 2))
        .isInstanceOf(RunInProgressException.class)
        .hasMessageContaining("2026-11-20-1");
  }

  /** kill -9 leaves a running row behind, and a process id that nobody has or that was reused. */
  @Test
  void begin_afterTheOwnerWasKilled_recordsItAsFailed() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    String owner = Owner.of(process.toHandle());
    Run killed = Run.begin(DATE, 1, 1).with(new StepRecord("train", Status.RUNNING, 2, 0, ""));
    ledger.save(killed, owner);
    assertThatThrownBy(() -> ledger.begin(DATE, 3)).isInstanceOf(RunInProgressException.class);
    process.destroyForcibly().waitFor();

    Run next = ledger.begin(DATE, 4);

    assertThat(next.attempt()).isEqualTo(2);
    Run failed = ledger.all().get(1);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.reason()).startsWith("killed");
    assertThat(failed.step("train"))
        .hasValueSatisfying(step -> assertThat(step.status()).isEqualTo(Status.FAILED));
  }

  @Test
  void save_veryLongReason_isShortened() {
    ledger.save(ledger.begin(DATE, 1).withReason("x".repeat(10_000)).ended(Status.FAILED, 2));

    assertThat(ledger.last(DATE))
        .hasValueSatisfying(run -> assertThat(run.reason()).hasSize(4_000));
  }
}
