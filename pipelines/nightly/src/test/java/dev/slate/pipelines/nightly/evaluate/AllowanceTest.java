package dev.slate.pipelines.nightly.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {

  @Test
  void next_afterAQuickModel_givesTheOthersWhatIsLeft() {
    Allowance allowance = new Allowance(Duration.ofMinutes(30), 6);
    assertThat(allowance.next(1)).isEqualTo(Duration.ofMinutes(5));
    allowance.spend(Duration.ofMinutes(2));
    assertThat(allowance.next(4)).isEqualTo(Duration.ofSeconds(28 * 60 * 4 / 5));
    allowance.spend(Duration.ofMinutes(40));
    assertThat(allowance.next(1)).isPositive();
  }
}
