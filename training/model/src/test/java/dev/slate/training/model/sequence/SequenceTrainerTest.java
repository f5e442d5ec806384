package dev.slate.training.model.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.Items;
import dev.slate.training.model.registry.SequenceCheckpoint;
import dev.slate.training.model.tower.ItemCategories;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceTrainerTest {
  private static final int ITEMS = 40;
  private static final int USERS = 120;

  /** The next item follows from the last two; item 39 is never chosen, item 38 by one user only. */
  private static int[][] planted(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] sequences = new int[USERS][];
    for (int user = 0; user < USERS; user++) {
      int[] sequence = new int[6 + random.nextInt(10)];
      sequence[0] = random.nextInt(30);
      sequence[1] = random.nextInt(30);
      for (int i = 2; i < sequence.length; i++) {
        boolean isNoise = random.nextInt(10) == 0;
        sequence[i] =
            isNoise ? random.nextInt(38) : (sequence[i - 1] + sequence[i - 2] % 3 + 1) % 38;
      }
      sequences[user] = sequence;
    }
    sequences[0] = new int[] {38};
    sequences[1] = new int[] {};
    return sequences;
  }

  private static SequenceSettings settings(int epochs, int negatives) {
    return new SequenceSettings(
        new SequenceShape(16, 10, 2, 2, 16), epochs, 16, 4, 0.01, 0.1, 0.1, 0.05, negatives, 50, 7);
  }

  private static ItemCategories categories() {
    return ItemCategories.of(Collections.nCopies(ITEMS, List.of("all")));
  }

  private static SequenceFit fit(SequenceSettings settings, int threads, Checkpoints checkpoints) {
    int[][] sequences = planted(1);
    SequenceValidation validation = SequenceValidation.ofLast(sequences, 60);
    return new SequenceTrainer(settings, threads, checkpoints)
        .fit(sequences, categories(), validation);
  }

  @Test
  void fit_orderedWorld_learnsTheOrder() {
    SequenceFit full = fit(settings(25, 0), 2, Checkpoints.NONE);
    SequenceFit sampled = fit(settings(25, 20), 2, Checkpoints.NONE);
    assertThat(full.curve().get(0).quality().ndcg()).isLessThan(0.5);
    assertThat(full.curve().get(full.bestEpoch() - 1).quality().ndcg()).isGreaterThan(0.6);
    assertThat(sampled.curve().get(sampled.bestEpoch() - 1).quality().ndcg()).isGreaterThan(0.6);
    // Nobody chose it, so it stands where its category stands.
    assertThat(full.model().itemVectors().row(39))
        .isEqualTo(full.model().itemVector(Items.of("all")));
  }

  @Test
  void fit_anyNumberOfThreads_sameBits() {
    for (int negatives : new int[] {0, 10}) {
      SequenceFit one = fit(settings(2, negatives), 1, Checkpoints.NONE);
      SequenceFit three = fit(settings(2, negatives), 3, Checkpoints.NONE);
      assertSame(one, three);
    }
  }

  @Test
  void fit_stoppedAndResumed_sameBits(@TempDir Path directory) {
    // The first training dies after its second epoch.
    SequenceCheckpoint file = new SequenceCheckpoint(directory.resolve("checkpoint.safetensors"));
    Checkpoints dying =
        new Checkpoints() {
          @Override
          public java.util.Optional<TrainingState> load(SequenceParameters like) {
            return file.load(like);
          }

          @Override
          public void save(TrainingState state) {
            file.save(state);
            if (state.epochs() == 2) {
              throw new IllegalStateException("killed");
            }
          }
        };
    assertThatThrownBy(() -> fit(settings(4, 0), 2, dying)).hasMessage("killed");
    SequenceFit resumed = fit(settings(4, 0), 2, file);
    assertSame(resumed, fit(settings(4, 0), 2, Checkpoints.NONE));
  }

  @Test
  void load_checkpointOfAnotherShape_saysWhich(@TempDir Path directory) {
    SequenceCheckpoint file = new SequenceCheckpoint(directory.resolve("checkpoint.safetensors"));
    fit(settings(1, 0), 1, file);
    SequenceParameters other =
        SequenceParameters.random(new SequenceShape(16, 9, 2, 2, 16), categories(), 1);
    assertThatThrownBy(() -> file.load(other))
        .hasMessageContaining("history_length 10 (expected: 9");
  }

  private static void assertSame(SequenceFit actual, SequenceFit expected) {
    assertThat(actual.bestEpoch()).isEqualTo(expected.bestEpoch());
    actual
        .model()
        .parameters()
        .tensors()
        .forEach(
            (name, matrix) ->
                assertThat(matrix.values())
                    .as(name)
                    .isEqualTo(expected.model().parameters().tensor(name).values()));
  }

  @Test
  void fit_nothingToLearn_saysSo() {
    SequenceValidation nobody = new SequenceValidation(new int[0][], new int[0][], new BitSet());
    assertThatThrownBy(
            () ->
                new SequenceTrainer(settings(1, 0), 1, Checkpoints.NONE)
                    .fit(new int[][] {{3}, {}}, categories(), nobody))
        .hasMessage("sequences: none of two interactions (expected: at least one)");
  }

  @Test
  void fit_oneUserTwoItems_givesAModel() {
    SequenceValidation nobody = new SequenceValidation(new int[0][], new int[0][], new BitSet());
    SequenceFit fit =
        new SequenceTrainer(settings(2, 0), 2, Checkpoints.NONE)
            .fit(new int[][] {{3, 4}}, categories(), nobody);
    assertThat(fit.model().isFinite()).isTrue();
    assertThat(fit.curve()).hasSize(2);
  }

  @Test
  void settings_outOfRange_sayWhatIsExpected() {
    assertThatThrownBy(() -> settings(0, 0)).hasMessage("epochs: 0 (expected: at least 1)");
    assertThatThrownBy(() -> settings(1, -1)).hasMessage("negatives: -1 (expected: at least 0)");
  }

  @Test
  void learningRate_warmUpThenCosine() {
    SequenceSettings settings = settings(1, 0);
    assertThat(settings.learningRate(0, 100))
        .isCloseTo(0.001, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(settings.learningRate(9, 100)).isEqualTo(0.01);
    assertThat(settings.learningRate(55, 100))
        .isCloseTo(0.005, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(settings.learningRate(100, 100))
        .isCloseTo(0, org.assertj.core.data.Offset.offset(1e-9));
  }
}
