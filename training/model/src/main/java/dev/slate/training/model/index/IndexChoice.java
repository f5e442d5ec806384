package dev.slate.training.model.index;

import java.util.List;

/**
 * Which engine serves, and what was measured to choose it.
 *
 * @param requested as configured, {@code auto} for example
 * @param engine that serves
 * @param searchWidth candidates that a graph looks at per query ("ef"), 0 for exact
 * @param measured every engine tried
 */
public record IndexChoice(
    String requested, String engine, int searchWidth, List<Measurement> measured) {
  /**
   * One engine on the sample queries.
   *
   * @param recall share of the true best found
   * @param microsPerQuery median, one thread
   */
  public record Measurement(
      String engine, int searchWidth, double recall, double microsPerQuery, double buildMs) {}

  public IndexChoice {
    measured = List.copyOf(measured);
  }
}
