package dev.slate.training.model.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slate.training.model.FormatException;
import dev.slate.training.model.sequence.SequenceModel;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.UserTower;

/**
 * A user tower of any kind as named tensors; the metadata {@code encoder} tells the kinds apart.
 */
final class TowerTensors {
  private TowerTensors() {}

  static byte[] write(UserTower tower) {
    if (tower instanceof TwoTowerModel mean) {
      return TwoTowerTensors.write(mean.parameters());
    }
    if (tower instanceof SequenceModel sequence) {
      return SequenceTensors.write(sequence.parameters());
    }
    throw new IllegalArgumentException(
        "tower: %s (expected: TwoTowerModel or SequenceModel)"
            .formatted(tower.getClass().getName()));
  }

  /**
   * @throws FormatException or {@link IllegalArgumentException} if a tensor or a size is missing or
   *     does not fit the others
   */
  static UserTower read(byte[] bytes) throws JsonProcessingException {
    TensorFile file = TensorFile.read(bytes);
    String encoder = file.metadata().get("encoder");
    if (encoder == null) {
      return new TwoTowerModel(TwoTowerTensors.read(bytes));
    }
    if (encoder.equals(SequenceTensors.ENCODER)) {
      return new SequenceModel(SequenceTensors.read(file));
    }
    throw new FormatException(
        "metadata encoder: %s (expected: %s, or none)".formatted(encoder, SequenceTensors.ENCODER));
  }
}
