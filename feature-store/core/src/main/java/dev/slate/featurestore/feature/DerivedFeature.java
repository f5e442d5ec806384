package dev.slate.featurestore.feature;

import java.util.List;

/**
 * A feature that is computed when it is asked for, from others and from what only the request
 * knows. Implementations are immutable and pure.
 */
public interface DerivedFeature {

  /** Unique among the derived ones: lower case, digits and underscores. */
  String name();

  /** One line for people. */
  String description();

  /** Everything that changes the value, for the fingerprint. */
  String definition();

  /** What it is computed from: {@code view:feature}, or {@code request:<name>}. */
  List<String> inputs();

  /**
   * The value; NaN is null.
   *
   * @param inputs in the order of {@link #inputs()}; NaN is null
   */
  float value(float[] inputs);
}
