package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.Total;
import java.util.EnumSet;
import java.util.Set;

/** The sum of the values of events of some kinds, in thousandths, exactly; 0 if there was none. */
public record Sum(String name, Set<EventKind> kinds) implements TimelessFeature<Total> {

  public Sum {
    kinds = Set.copyOf(kinds);
  }

  @Override
  public String description() {
    return "sum of the values of " + Kinds.names(kinds) + " events";
  }

  @Override
  public String definition() {
    return "Sum/" + EnumSet.copyOf(kinds);
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
    if (!Double.isNaN(event.value())) {
      state.add(Thousandths.of(event.value()));
    }
  }

  @Override
  public float value(Total state, long nowMs) {
    return (float) Thousandths.value(state.sum());
  }
}
