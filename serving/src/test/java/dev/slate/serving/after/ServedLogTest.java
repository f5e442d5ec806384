package dev.slate.serving.after;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServedLogTest {

  @Test
  void isSampled_idsOfEveryKind_takesTheShareThatWasAsked() {
    for (double rate : new double[] {0, 0.01, 0.5, 1}) {
      long counted = IntStream.range(0, 20_000).filter(i -> sampled("r" + i, rate)).count();
      long random =
          IntStream.range(0, 20_000).filter(i -> sampled(new UUID(i, ~i).toString(), rate)).count();
      assertThat(counted / 20_000.0).isEqualTo(rate, within(0.005 * Math.min(1, rate * 10)));
      assertThat(random / 20_000.0).isEqualTo(rate, within(0.015 * Math.min(1, rate * 10)));
    }
  }

  @Test
  void isSampled_higherRate_keepsWhoWasSampledBefore() {
    assertThat(IntStream.range(0, 1_000).filter(i -> sampled("r" + i, 0.1)))
        .allMatch(i -> sampled("r" + i, 0.2));
  }

  private static boolean sampled(String id, double rate) {
    return ServedLog.isSampled(id, rate);
  }
}
