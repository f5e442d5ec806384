package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.Total;
import java.util.EnumSet;
import java.util.Set;

/** How many events of some kinds there ever were. */
public record TotalCount(String name, Set<EventKind> kinds) implements TimelessFeature<Total> {

  public TotalCount {
    kinds = Set.copyOf(kinds);
  }

  @Override
  public String description() {
    return "number of " + Kinds.names(kinds) + " events ever";
  }

  @Override
  public String definition() {
    return "TotalCount/" + EnumSet.copyOf(kinds);
  }

  @Override
  public long reachMs() {
    return Long.MAX_VALUE;
  }

  @Override
  public Total newState() {
    return new Total();
  }

  @Override
  public Total decode(ByteReader in) {
    return Total.decode(in);
  }

  @Override
  public void fold(Total state, Event event) {
    state.add(1);
  }

  @Override
  public float value(Total state, long nowMs) {
    return state.count();
  }
}
