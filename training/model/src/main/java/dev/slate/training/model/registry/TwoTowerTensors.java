package dev.slate.training.model.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slate.training.model.FormatException;
import dev.slate.training.model.tower.HistoryPooling;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;

/** Two-tower parameters as named tensors. */
public final class TwoTowerTensors {
  private TwoTowerTensors() {}

  /** A safetensors file. */
  public static byte[] write(TwoTowerParameters parameters) {
    TwoTowerShape shape = parameters.shape();
    TensorWriter writer =
        new TensorWriter()
            .metadata("history_length", Integer.toString(shape.historyLength()))
            .metadata("history_decay", Float.toString(shape.historyDecay()))
            .metadata("history_pooling", shape.pooling().name())
            .add("item", parameters.item())
            .add("category", parameters.category())
            .add("item_bias", parameters.itemBias(), shape.dim())
            .add("history", parameters.history())
            .add("user_weight", parameters.userWeight())
            .add("user_bias", parameters.userBias(), shape.dim())
            .add("history_query", parameters.historyQuery(), shape.dim());
    CategoryTensors.add(writer, parameters.categories());
    return writer.toBytes();
  }

  /**
   * @throws FormatException if the bytes are no such file
   * @throws JsonProcessingException if its vocabulary is damaged
   */
  public static TwoTowerParameters read(byte[] bytes) throws JsonProcessingException {
    TensorFile file = TensorFile.read(bytes);
    // Files of before there was a choice do not say.
    boolean old = !file.metadata().containsKey("history_pooling");
    HistoryPooling pooling =
        old ? HistoryPooling.MEAN : HistoryPooling.valueOf(metadata(file, "history_pooling"));
    TwoTowerShape shape =
        new TwoTowerShape(
            file.floats("user_bias").length,
            Integer.parseInt(metadata(file, "history_length")),
            Float.parseFloat(metadata(file, "history_decay")),
            pooling);
    return new TwoTowerParameters(
        shape,
        CategoryTensors.read(file),
        file.matrix("item"),
        file.matrix("category"),
        file.floats("item_bias"),
        file.matrix("history"),
        file.matrix("user_weight"),
        file.floats("user_bias"),
        old ? new float[shape.dim()] : file.floats("history_query"));
  }

  private static String metadata(TensorFile file, String key) {
    String value = file.metadata().get(key);
    if (value == null) {
      throw new FormatException("metadata " + key + " is missing");
    }
    return value;
  }
}
