package dev.slate.training.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slate.training.model.FloatMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemDistanceTest {

  @Test
  void vectors_anyLength_areComparedByDirection() {
    ItemDistance distance =
        ItemDistance.vectors(new FloatMatrix(5, 2, new float[] {2, 0, 3, 4, -1, 0, 0, 0, 8, 0}));
    assertThat(distance.of(0, 1)).isCloseTo(1 - 0.6, within(1e-6));
    assertThat(distance.of(1, 0)).isEqualTo(distance.of(0, 1));
    assertThat(distance.of(0, 2)).isCloseTo(2, within(1e-6));
    assertThat(distance.of(0, 3)).isEqualTo(1);
    assertThat(distance.of(0, 4)).isCloseTo(0, within(1e-6));
  }

  @Test
  void categories_shareOfEitherThatIsNotOfBoth() {
    ItemDistance distance =
        ItemDistance.categories(
            List.of(List.of("a", "b"), List.of("b", "c", "d"), List.of(), List.of("b", "a", "a")));
    assertThat(distance.of(0, 1)).isEqualTo(0.75);
    assertThat(distance.of(0, 2)).isEqualTo(1);
    assertThat(distance.of(2, 2)).isEqualTo(1);
    assertThat(distance.of(0, 3)).isZero();
  }
}
