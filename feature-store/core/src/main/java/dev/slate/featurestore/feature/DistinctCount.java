package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.DistinctSketch;
import java.util.EnumSet;
import java.util.Set;

/**
 * About how many distinct keys the events of some kinds had.
 *
 * @param k exact up to so many; above, the standard error is {@code 1 / sqrt(k - 1)}: 256 gives 6
 *     %, with 2 KB of state at most
 */
public record DistinctCount(String name, Set<EventKind> kinds, Key key, int k)
    implements TimelessFeature<DistinctSketch> {

  public DistinctCount {
    kinds = Set.copyOf(kinds);
    if (k < 16 || k > 4_096) {
      throw new IllegalArgumentException(name + ": k is " + k + " (expected: 16 to 4,096)");
    }
  }

  @Override
  public String description() {
    return "about how many " + key.field() + " in " + Kinds.names(kinds) + " events";
  }

  @Override
  public String definition() {
    return "DistinctCount/" + EnumSet.copyOf(kinds) + "/" + key.field() + "/" + k;
  }

  @Override
  public long reachMs() {
    return Long.MAX_VALUE;
  }

  @Override
  public DistinctSketch newState() {
    return new DistinctSketch(k);
  }

  @Override
  public DistinctSketch decode(ByteReader in) {
    return DistinctSketch.decode(in, k);
  }

  @Override
  public void fold(DistinctSketch state, Event event) {
    String text = key.of(event);
    if (text != null) {
      state.add(text);
    }
  }

  @Override
  public float value(DistinctSketch state, long nowMs) {
    return (float) state.estimate();
  }
}
