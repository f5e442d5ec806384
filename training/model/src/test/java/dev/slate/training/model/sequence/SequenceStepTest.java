package dev.slate.training.model.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Vectors;
import dev.slate.training.model.tower.ItemCategories;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The loss against its definition, and the gradient of every tensor against finite differences. */
class SequenceStepTest {
  private static final float WEIGHT = 0.25f;

  private final SequenceParameters parameters = parameters();

  /** Three sequences, one as long as the window, one of a single interaction. */
  private final SequenceBatch batch =
      SequenceBatch.learning(
          List.of(new int[] {5, 0, 1, 2, 3, 1, 4}, new int[] {2, 0}, new int[] {6, 6, 3, 0}), 5);

  /** Item 5 is not among them; it is older than the window. */
  private final Candidates candidates =
      new Candidates(new int[] {0, 1, 2, 3, 4, 6}, new float[] {0, -0.3f, 0, -1, -0.2f, -0.1f});

  private final BitSet withoutId = BitSet.valueOf(new long[] {0b1000});

  private static SequenceParameters parameters() {
    ItemCategories categories =
        ItemCategories.of(
            List.of(
                List.of("a"),
                List.of("a", "b"),
                List.of(),
                List.of("c"),
                List.of("b", "c"),
                List.of("c"),
                List.of("a", "b", "c")));
    SequenceParameters random =
        SequenceParameters.random(new SequenceShape(6, 5, 2, 2, 7), categories, 3);
    // Nothing is at its start, so that no slope is hidden.
    random.tensors().forEach((name, matrix) -> shake(name, matrix.values()));
    return random;
  }

  private static void shake(String name, float[] values) {
    float[] noise = Vectors.normal(values.length, name.hashCode());
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.3f * noise[i];
    }
  }

  @Test
  void learning_longSequence_isItsNewestPart() {
    assertThat(batch.items()).containsExactly(0, 1, 2, 3, 1, 2, 6, 6, 3).hasSize(batch.size());
    assertThat(batch.targets()).containsExactly(1, 2, 3, 1, 4, 0, 6, 3, 0);
    assertThat(batch.offsets()).containsExactly(0, 5, 6, 9);
  }

  @Test
  void run_smallBatch_lossIsItsDefinition() {
    assertThat(run(Dropout.NONE, parameters.zeros())).isCloseTo(reference(), within(1e-5));
  }

  @Test
  void run_everyTensor_gradientIsTheSlopeOfTheDefinition() {
    SequenceParameters gradient = parameters.zeros();
    run(Dropout.NONE, gradient);
    checkSlopes(gradient, this::reference, 1e-3, 3e-4);
  }

  @Test
  void run_withDropout_gradientIsTheSlopeOfTheSameDraw() {
    SequenceParameters gradient = parameters.zeros();
    Dropout dropout = new Dropout(0.3, 11);
    run(dropout, gradient);
    checkSlopes(gradient, () -> run(dropout, parameters.zeros()), 2e-3, 5e-3);
  }

  @Test
  void run_twice_gradientAddsUp() {
    SequenceParameters once = parameters.zeros();
    run(Dropout.NONE, once);
    SequenceParameters twice = once.copy();
    twice.add(once);
    SequenceParameters gradient = parameters.zeros();
    SequenceStep step = new SequenceStep(parameters);
    float[] items = items();
    step.run(batch, items, candidates, WEIGHT, Dropout.NONE, gradient);
    step.run(batch, items, candidates, WEIGHT, Dropout.NONE, gradient);
    ItemTable.backward(parameters, withoutId, gradient);
    for (Map.Entry<String, FloatMatrix> entry : gradient.tensors().entrySet()) {
      assertThat(entry.getValue().values())
          .as(entry.getKey())
          .containsExactly(twice.tensor(entry.getKey()).values(), Offset.offset(1e-5f));
    }
  }

  private double run(Dropout dropout, SequenceParameters gradient) {
    double loss =
        new SequenceStep(parameters).run(batch, items(), candidates, WEIGHT, dropout, gradient);
    ItemTable.backward(parameters, withoutId, gradient);
    return loss;
  }

  private float[] items() {
    float[] items = new float[7 * 6];
    ItemTable.forward(parameters, withoutId, items);
    return items;
  }

  private double reference() {
    return WEIGHT * new ReferenceEncoder(parameters).loss(batch, candidates, withoutId);
  }

  private void checkSlopes(
      SequenceParameters gradient, DoubleSupplier loss, double step, double tolerance) {
    parameters
        .tensors()
        .forEach(
            (name, matrix) -> {
              float[] values = matrix.values();
              float[] slopes = gradient.tensor(name).values();
              for (int i = 0; i < values.length; i++) {
                float before = values[i];
                values[i] = (float) (before + step);
                double above = loss.getAsDouble();
                double high = values[i];
                values[i] = (float) (before - step);
                double slope = (above - loss.getAsDouble()) / (high - values[i]);
                values[i] = before;
                assertThat((double) slopes[i])
                    .as("%s[%d]", name, i)
                    .isCloseTo(slope, within(tolerance * Math.max(1, Math.abs(slope))));
              }
            });
  }

  private static Offset<Double> within(double value) {
    return Offset.offset(value);
  }
}
