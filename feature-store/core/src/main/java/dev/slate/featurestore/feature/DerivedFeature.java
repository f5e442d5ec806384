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

  /**
   * What it is computed from: {@code view:feature} of a number; {@code score:<name>}, {@code
   * pair:<name>} or {@code request:history_length}, which only a ranker's vector has; any other
   * {@code request:<name>}, which only a request to the feature server has; or {@code
   * derived:<name>} of one that comes before.
   */
  List<String> inputs();

  /**
   * The value; NaN is null.
   *
   * @param inputs in the order of {@link #inputs()}; NaN is null
   */
  float value(float[] inputs);
}
