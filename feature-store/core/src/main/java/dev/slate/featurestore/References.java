package dev.slate.featurestore;

import dev.slate.featurestore.feature.Feature;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may be named in a catalogue: its features, and what only a request knows. */
final class References {
  /** Prefixes of what the assembler and requests add to the features. */
  private static final Set<String> OF_REQUESTS = Set.of("score", "pair", "request");

  private final Set<String> known = new HashSet<>();

  References(List<FeatureView> views) {
    for (FeatureView view : views) {
      for (Feature<?> feature : view.features()) {
        known.add(view.name() + ":" + feature.name());
      }
    }
  }

  void add(String reference) {
    known.add(reference);
  }

  /** Refuses a reference to what is not there, or not yet there. */
  void check(String where, List<String> references) {
    for (String reference : references) {
      int colon = reference.indexOf(':');
      if (!known.contains(reference)
          && !(colon > 0 && OF_REQUESTS.contains(reference.substring(0, colon)))) {
        throw new IllegalArgumentException(
            where
                + ": "
                + reference
                + " (expected: view:feature of the catalogue, a derived feature defined before, or"
                + " score:, pair: or request: with a name)");
      }
    }
  }
}
