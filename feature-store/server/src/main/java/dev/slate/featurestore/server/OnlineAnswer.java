package dev.slate.featurestore.server;

import dev.slate.featurestore.store.Degradation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param references in the order asked for
 * @param columns one for each reference
 */
record OnlineAnswer(int rows, List<FeatureReference> references, List<FeatureColumn> columns) {

  /** Why features are known to be incomplete, by reference. */
  Map<FeatureReference, Degradation> degraded() {
    Map<FeatureReference, Degradation> degraded = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Degradation degradation = columns.get(i).degradation();
      if (degradation != null) {
        degraded.put(references.get(i), degradation);
      }
    }
    return degraded;
  }
}
