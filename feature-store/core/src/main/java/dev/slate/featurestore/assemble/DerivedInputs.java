package dev.slate.featurestore.assemble;

import dev.slate.featurestore.feature.DerivedFeature;
import java.util.ArrayList;
import java.util.List;

/**
 * The derived features that a vector can hold, each with where in the vector its inputs are; they
 * follow the other entries, in the order of the catalogue. Thread-safe.
 */
final class DerivedInputs {
  private static final String PREFIX = "derived:";
  private static final String REQUEST = "request:";

  private final List<DerivedFeature> features = new ArrayList<>();
  private final List<int[]> positions = new ArrayList<>();
  private final int begin;
  private final ThreadLocal<float[][]> scratch;

  /**
   * Appends the names of the derived features. One that needs what only some requests give is left
   * out: the feature server computes it.
   *
   * @throws IllegalArgumentException if an input is none of the vector's
   */
  static DerivedInputs appendedTo(List<String> names, List<DerivedFeature> derived) {
    DerivedInputs all = new DerivedInputs(names.size());
    for (DerivedFeature feature : derived) {
      List<String> missing =
          feature.inputs().stream().filter(input -> !names.contains(input)).toList();
      if (missing.isEmpty()) {
        all.features.add(feature);
        all.positions.add(feature.inputs().stream().mapToInt(names::indexOf).toArray());
        names.add(PREFIX + feature.name());
      } else if (!missing.stream().allMatch(input -> input.startsWith(REQUEST))) {
        throw new IllegalArgumentException(
            PREFIX + feature.name() + ": inputs " + missing + " (expected: some of " + names + ")");
      }
    }
    return all;
  }

  private DerivedInputs(int begin) {
    this.begin = begin;
    this.scratch =
        ThreadLocal.withInitial(
            () -> positions.stream().map(at -> new float[at.length]).toArray(float[][]::new));
  }

  /** Computes them from the entries before them, in the vector at {@code out[offset..]}. */
  void assemble(float[] out, int offset) {
    // One array for each feature and thread: a request asks this of hundreds of candidates.
    float[][] inputs = scratch.get();
    for (int i = 0; i < positions.size(); i++) {
      int[] from = positions.get(i);
      float[] input = inputs[i];
      for (int j = 0; j < from.length; j++) {
        input[j] = out[offset + from[j]];
      }
      out[offset + begin + i] = features.get(i).value(input);
    }
  }
}
