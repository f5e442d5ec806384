package dev.slate.training.model.als;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What implicit ALS minimises over user factors {@code u} and item factors {@code i}, with {@code x
 * = u . i} and {@code w} an observed pair's weight:
 *
 * <ul>
 *   <li>{@link Form#IALS} (Rendle et al. 2022, "Revisiting the Performance of iALS"): {@code sum
 *       over observed w (1 - x)^2 + a0 sum over all x^2 + reg (sum over u (n_u + a0 items)^nu |u|^2
 *       + sum over i (n_i + a0 users)^nu |i|^2)}
 *   <li>{@link Form#SPARK} (Hu, Koren, Volinsky 2008, as {@code spark-mllib} has it, divided by its
 *       alpha): {@code sum over observed (w + a0) (1 - x)^2 + a0 sum over the others x^2 + reg (sum
 *       n_u^nu |u|^2 + sum n_i^nu |i|^2)}
 * </ul>
 *
 * {@code n} is the number of a row's pairs; {@code users} and {@code items} count those that have
 * one. With weights of 1, Spark's form ranks as IALS without the {@code a0} in its ridge does with
 * {@code reg / (1 + a0)}; its scores are {@code 1 + a0} times as high.
 *
 * @param form which of the two
 * @param unobservedWeight {@code a0}
 * @param regularization {@code reg}
 * @param exponent {@code nu}: 0 regularises every row alike, 1 by its frequency
 */
public record AlsObjective(
    Form form, double unobservedWeight, double regularization, double exponent) {

  /** Whose objective. */
  public enum Form {
    IALS,
    SPARK;

    /** As in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The form of a label. */
    public static Optional<Form> of(String label) {
      return Arrays.stream(values()).filter(form -> form.label().equals(label)).findFirst();
    }
  }

  /**
   * @throws IllegalArgumentException if a number is negative or not finite
   */
  public AlsObjective {
    requireNotNegative("unobservedWeight", unobservedWeight);
    requireNotNegative("regularization", regularization);
    requireNotNegative("exponent", exponent);
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0 or more)");
    }
  }

  /** The paper's objective with frequency-scaled regularisation. */
  public static AlsObjective ials(double unobservedWeight, double regularization) {
    return new AlsObjective(Form.IALS, unobservedWeight, regularization, 1);
  }

  /** What {@code spark-mllib} minimises, by {@code alpha = 1 / a0}, {@code regParam = reg / a0}. */
  public static AlsObjective spark(double unobservedWeight, double regularization) {
    return new AlsObjective(Form.SPARK, unobservedWeight, regularization, 1);
  }

  /**
   * What multiplies a row's squared length.
   *
   * @param observed pairs of the row, above 0
   * @param others rows of the other side that have a pair
   */
  public double ridge(int observed, int others) {
    double frequency = form == Form.IALS ? observed + unobservedWeight * others : observed;
    return regularization * (exponent == 1 ? frequency : StrictMath.pow(frequency, exponent));
  }

  /** What an observed pair adds to the right-hand side of its row's equation, times the factor. */
  public double target(double weight) {
    return form == Form.IALS ? weight : weight + unobservedWeight;
  }
}
