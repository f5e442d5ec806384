package dev.slate.pipelines.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bar 1 in short: everything that goes wrong goes wrong, and the state is exact. */
class FireTest {
  private static final long SEED = Long.getLong("tests.seed", 6);

  @Test
  void streamJob_underFire_isByteEqualToTheFoldOfTheLog(@TempDir Path directory) throws Exception {
    Fire.Plan plan = new Fire.Plan(SEED, 30_000, 8, 1, 1, 1, 1, 1);
    try (Fire fire = new Fire(plan, directory, SlateUnderFire::new)) {
      FireReport report = fire.run();
      System.out.println(report);
      assertThat(report.violations().keys()).isGreaterThan(5_000);
      assertThat(report.violations().total()).isZero();
      assertThat(report.keysChangedByZombie()).isZero();
      assertThat(report.kills()).isEqualTo(8);
      // What the faults were meant to do, they did.
      assertThat(report.killsBeforeCommit()).isPositive();
      assertThat(report.resent()).isPositive();
      assertThat(report.repeated()).isPositive();
      assertThat(report.rollbacks()).isPositive();
      assertThat(report.rewinds()).isPositive();
      assertThat(report.droppedReplies()).isPositive();
      assertThat(report.connectionsCut()).isPositive();
      assertThat(report.fenced()).isPositive();
    }
  }

  @Test
  void naiveWriter_underLessFire_isFoundToBeWrong(@TempDir Path directory) throws Exception {
    Fire.Plan plan = new Fire.Plan(SEED, 10_000, 3, 0, 0, 1, 0, 0);
    try (Fire fire = new Fire(plan, directory, NaiveUnderFire::new)) {
      FireReport report = fire.run();
      System.out.println(report);
      assertThat(report.droppedReplies()).isPositive();
      assertThat(report.violations().wrong()).isPositive();
    }
  }
}
