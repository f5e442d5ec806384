package dev.slate.training.model.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.FormatException;
import dev.slate.training.model.sequence.SequenceParameters;
import dev.slate.training.model.sequence.SequenceShape;
import dev.slate.training.model.sequence.Tensors;

/** Parameters of a self-attention encoder as named tensors. */
final class SequenceTensors {
  /** Value of the metadata {@code encoder}; a file without it is of a mean-pooled tower. */
  static final String ENCODER = "self-attention";

  private SequenceTensors() {}

  static byte[] write(SequenceParameters parameters) {
    TensorWriter writer = new TensorWriter();
    add(writer, parameters);
    parameters.tensors().forEach(writer::add);
    return writer.toBytes();
  }

  /** The shape and the categories. */
  static void add(TensorWriter writer, SequenceParameters parameters) {
    SequenceShape shape = parameters.shape();
    writer
        .metadata("encoder", ENCODER)
        .metadata("dim", Integer.toString(shape.dim()))
        .metadata("history_length", Integer.toString(shape.length()))
        .metadata("blocks", Integer.toString(shape.blocks()))
        .metadata("heads", Integer.toString(shape.heads()))
        .metadata("hidden", Integer.toString(shape.hidden()));
    CategoryTensors.add(writer, parameters.categories());
  }

  /**
   * @throws FormatException or {@link IllegalArgumentException} if a tensor or a size is missing or
   *     does not fit the others
   */
  static SequenceParameters read(TensorFile file) throws JsonProcessingException {
    SequenceShape shape =
        new SequenceShape(
            size(file, "dim"),
            size(file, "history_length"),
            size(file, "blocks"),
            size(file, "heads"),
            size(file, "hidden"));
    return new SequenceParameters(shape, CategoryTensors.read(file), tensors(file, ""));
  }

  /** The tensors whose names begin with a prefix, each refused if it has another shape. */
  static Tensors tensors(TensorFile file, String prefix) {
    return (name, rows, columns) -> {
      FloatMatrix matrix = file.matrix(prefix + name);
      if (matrix.rows() != rows || matrix.columns() != columns) {
        throw new FormatException(
            "%s: [%d x %d] (expected: [%d x %d])"
                .formatted(prefix + name, matrix.rows(), matrix.columns(), rows, columns));
      }
      return matrix;
    };
  }

  private static int size(TensorFile file, String key) {
    String value = metadata(file, key);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new FormatException("metadata " + key + ": " + value + " (expected: a number)", e);
    }
  }

  private static String metadata(TensorFile file, String key) {
    String value = file.metadata().get(key);
    if (value == null) {
      throw new FormatException("metadata " + key + " is missing");
    }
    return value;
  }
}
