package dev.slate.serving.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgeSampleTest {
  private static final FeatureView VIEW = FeatureCatalog.standard().userLongterm();

  private final TurnedClock clock = new TurnedClock();
  private final AgeSample sample = new AgeSample(VIEW, clock);

  @Test
  void ages_ofAHundredEntities_haveTheirQuantilesAndTheShareOutsideMaxAge() {
    for (int i = 1; i <= 100; i++) {
      sample.looked("u" + i, clock.millis() - VIEW.ttl().toMillis() * i / 80);
    }
    AgeSample.Ages ages = sample.ages();
    assertThat(ages.entities()).isEqualTo(100);
    assertThat(ages.outsideMaxAge()).isEqualTo(0.2);
    assertThat(ages.p50Ms()).isEqualTo(VIEW.ttl().toMillis() * 50 / 80);
    assertThat(ages.p99Ms()).isEqualTo(VIEW.ttl().toMillis() * 99 / 80);
    assertThat(ages.ages().stream().mapToInt(AgeSample.Bucket::entities).sum()).isEqualTo(100);
  }

  @Test
  void looked_again_countsOnceWithItsNewTime() {
    sample.looked("u1", 0);
    sample.looked("u1", clock.millis() - 7);
    assertThat(sample.ages().entities()).isEqualTo(1);
    assertThat(sample.ages().p99Ms()).isEqualTo(7);
  }

  @Test
  void looked_tooOften_keepsTheNewestOfItsCapacity() {
    for (int i = 0; i < AgeSample.CAPACITY + 10; i++) {
      sample.looked("u" + i, i < 10 ? 0 : clock.millis());
    }
    assertThat(sample.ages().entities()).isEqualTo(AgeSample.CAPACITY);
    assertThat(sample.ages().p99Ms()).isZero();
  }

  @Test
  void ages_longAfterTheLastLook_areNone() {
    sample.looked("u1", 0);
    clock.turn(Duration.ofMillis(AgeSample.KEPT_MS + 1));
    assertThat(sample.ages()).isEqualTo(AgeSample.Ages.NONE);
  }
}
