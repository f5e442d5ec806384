package dev.slate.pipelines.nightly.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {

  @Test
  void next_afterAQuickModel_givesTheOthersWhatIsLeft() {
    Allowance allowance = new Allowance(Duration.ofMinutes(30), 3);
    assertThat(allowance.next()).isEqualTo(Duration.ofMinutes(10));
    allowance.spend(Duration.ofMinutes(2));
    assertThat(allowance.next()).isEqualTo(Duration.ofMinutes(14));
    allowance.spend(Duration.ofMinutes(40));
    assertThat(allowance.next()).isPositive();
  }
}
