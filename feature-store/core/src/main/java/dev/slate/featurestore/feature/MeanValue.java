package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.Total;
import java.util.Set;

/**
 * The mean value of the events of one kind, null if there was none. Summed in thousandths, exactly.
 */
public record MeanValue(String name, EventKind kind) implements TimelessFeature<Total> {

  @Override
  public Set<EventKind> kinds() {
    return Set.of(kind);
  }

  @Override
  public String description() {
    return "mean value of " + kind.wireName() + " events";
  }

  @Override
  public String definition() {
    return "MeanValue/" + kind;
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
    return state.count() == 0
        ? Float.NaN
        : (float) (Thousandths.value(state.sum()) / state.count());
  }
}
