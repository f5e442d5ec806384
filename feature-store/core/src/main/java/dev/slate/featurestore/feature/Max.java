package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.Extremes;
import java.util.EnumSet;
import java.util.Set;

/** The largest value of events of some kinds, null if there was none. */
public record Max(String name, Set<EventKind> kinds) implements TimelessFeature<Extremes> {

  public Max {
    kinds = Set.copyOf(kinds);
  }

  @Override
  public String description() {
    return "largest value of " + Kinds.names(kinds) + " events";
  }

  @Override
  public String definition() {
    return "Max/" + EnumSet.copyOf(kinds);
  }

  @Override
  public long reachMs() {
    return Long.MAX_VALUE;
  }

  @Override
  public Extremes newState() {
    return new Extremes();
  }

  @Override
  public Extremes decode(ByteReader in) {
    return Extremes.decode(in);
  }

  @Override
  public void fold(Extremes state, Event event) {
    state.add(event.value());
  }

  @Override
  public float value(Extremes state, long nowMs) {
    return (float) state.max();
  }
}
