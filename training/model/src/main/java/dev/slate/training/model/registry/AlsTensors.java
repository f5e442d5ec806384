package dev.slate.training.model.registry;

import dev.slate.training.model.FormatException;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.als.AlsObjective;

/** {@link AlsModel} as safetensors: {@code item_factors [n x d]}, and the objective as metadata. */
public final class AlsTensors {
  private AlsTensors() {}

  /** The whole file. */
  public static byte[] write(AlsModel als) {
    return new TensorWriter()
        .metadata("objective", als.objective().form().label())
        .metadata("unobserved_weight", Double.toString(als.objective().unobservedWeight()))
        .metadata("regularization", Double.toString(als.objective().regularization()))
        .metadata("exponent", Double.toString(als.objective().exponent()))
        .add("item_factors", als.itemFactors())
        .toBytes();
  }

  /**
   * @throws FormatException if it is damaged, or the objective is missing or unknown
   */
  public static AlsModel read(byte[] bytes) {
    TensorFile file = TensorFile.read(bytes);
    String name = file.metadata().getOrDefault("objective", "absent");
    AlsObjective.Form form =
        AlsObjective.Form.of(name)
            .orElseThrow(
                () -> new FormatException("objective: " + name + " (expected: ials or spark)"));
    return new AlsModel(
        file.matrix("item_factors"),
        new AlsObjective(
            form,
            number(file, "unobserved_weight"),
            number(file, "regularization"),
            number(file, "exponent")));
  }

  private static double number(TensorFile file, String name) {
    return Double.parseDouble(file.metadata().getOrDefault(name, "absent"));
  }
}
