package dev.slate.featurestore.feature;

import java.util.List;

/**
 * One feature minus another; null if either is.
 *
 * @param minuend as in {@link DerivedFeature#inputs()}
 * @param subtrahend as in {@link DerivedFeature#inputs()}
 */
public record Difference(String name, String description, String minuend, String subtrahend)
    implements DerivedFeature {

  @Override
  public String definition() {
    return "Difference/" + minuend + "/" + subtrahend;
  }

  @Override
  public List<String> inputs() {
    return List.of(minuend, subtrahend);
  }

  @Override
  public float value(float[] inputs) {
    return inputs[0] - inputs[1];
  }
}
