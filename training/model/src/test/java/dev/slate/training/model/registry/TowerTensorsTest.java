package dev.slate.training.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.FormatException;
import dev.slate.training.model.Items;
import dev.slate.training.model.sequence.SequenceModel;
import dev.slate.training.model.sequence.SequenceParameters;
import dev.slate.training.model.sequence.SequenceShape;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.UserTower;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TowerTensorsTest {
  private final SequenceParameters parameters =
      SequenceParameters.random(
          new SequenceShape(4, 5, 2, 2, 6),
          ItemCategories.of(List.of(List.of("a"), List.of(), List.of("a", "b"))),
          3);

  @Test
  void read_whatWasWritten_isTheSameTower() throws IOException {
    SequenceModel tower = new SequenceModel(parameters);
    UserTower read = TowerTensors.read(TowerTensors.write(tower));
    assertThat(read).isInstanceOf(SequenceModel.class);
    assertThat(read.itemVectors().values()).isEqualTo(tower.itemVectors().values());
    assertThat(read.userVector(new int[] {2, 0, 1}))
        .isEqualTo(tower.userVector(new int[] {2, 0, 1}));
    assertThat(read.itemVector(Items.of("b"))).isEqualTo(tower.itemVector(Items.of("b")));
  }

  @Test
  void read_everyTensorOfAnotherShapeOrMissing_isRefusedByName() {
    for (String name : parameters.tensors().keySet()) {
      TensorWriter wrong = new TensorWriter();
      TensorWriter without = new TensorWriter();
      SequenceTensors.add(wrong, parameters);
      SequenceTensors.add(without, parameters);
      parameters
          .tensors()
          .forEach(
              (other, matrix) -> {
                if (other.equals(name)) {
                  wrong.add(name, FloatMatrix.zeros(matrix.rows() + 1, matrix.columns()));
                } else {
                  wrong.add(other, matrix);
                  without.add(other, matrix);
                }
              });
      assertThatThrownBy(() -> TowerTensors.read(wrong.toBytes()))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(name + ": [");
      assertThatThrownBy(() -> TowerTensors.read(without.toBytes()))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("tensor " + name + " is missing");
    }
  }

  @Test
  void read_unknownEncoder_isRefused() {
    byte[] bytes = new TensorWriter().metadata("encoder", "recurrent").toBytes();
    assertThatThrownBy(() -> TowerTensors.read(bytes))
        .hasMessage("metadata encoder: recurrent (expected: self-attention, or none)");
  }
}
