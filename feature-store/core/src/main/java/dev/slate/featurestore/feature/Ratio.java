package dev.slate.featurestore.feature;

import java.util.List;

/**
 * One feature divided by another; null if either is, or if the divisor is 0.
 *
 * @param dividend as in {@link DerivedFeature#inputs()}
 * @param divisor as in {@link DerivedFeature#inputs()}
 */
public record Ratio(String name, String description, String dividend, String divisor)
    implements DerivedFeature {

  @Override
  public String definition() {
    return "Ratio/" + dividend + "/" + divisor;
  }

  @Override
  public List<String> inputs() {
    return List.of(dividend, divisor);
  }

  @Override
  public float value(float[] inputs) {
    return inputs[1] == 0 ? Float.NaN : inputs[0] / inputs[1];
  }
}
