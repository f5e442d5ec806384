package dev.slate.featurestore.offline;

import dev.slate.data.event.Event;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import java.util.List;

/**
 * The states of one entity in several views, folded side by side; bounded, whatever the number of
 * events. Not thread-safe.
 */
final class EntityFold {
  private final List<EntityState> states;
  private final int size;

  EntityFold(List<String> views) {
    states =
        FeatureCatalog.standard().views().stream()
            .filter(view -> views.contains(view.name()))
            .map(EntityState::empty)
            .toList();
    size =
        states.stream().map(EntityState::view).map(FeatureView::scalars).mapToInt(List::size).sum();
  }

  /** Folds one event in; false if it is a repeat. */
  boolean apply(Event event) {
    boolean counted = true;
    for (EntityState state : states) {
      counted &= state.apply(event);
    }
    return counted;
  }

  /** The scalar features of all views at a time, view after view; NaN is null. */
  float[] values(long timeMs) {
    float[] values = new float[size];
    int offset = 0;
    for (EntityState state : states) {
      offset = state.values(timeMs, values, offset);
    }
    return values;
  }

  /** The bytes of the state, when there is one view. */
  byte[] encodeOnly() {
    if (states.size() != 1) {
      throw new IllegalStateException("views: " + states.size() + " (expected: 1)");
    }
    return states.get(0).encode();
  }

  long newestEventTimeMs() {
    return states.stream().mapToLong(EntityState::newestEventTimeMs).max().orElse(0);
  }
}
