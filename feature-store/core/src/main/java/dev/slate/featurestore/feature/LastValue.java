package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.Latest;
import java.util.EnumSet;
import java.util.Set;

/**
 * The value of the newest event of some kinds that has one, null if there was none; of equal times
 * the larger event id.
 */
public record LastValue(String name, Set<EventKind> kinds) implements TimelessFeature<Latest> {

  public LastValue {
    kinds = Set.copyOf(kinds);
  }

  @Override
  public String description() {
    return "value of the last of " + Kinds.names(kinds);
  }

  @Override
  public String definition() {
    return "LastValue/" + EnumSet.copyOf(kinds);
  }

  @Override
  public long reachMs() {
    return Long.MAX_VALUE;
  }

  @Override
  public Latest newState() {
    return new Latest();
  }

  @Override
  public Latest decode(ByteReader in) {
    return Latest.decode(in);
  }

  @Override
  public void fold(Latest state, Event event) {
    if (!Double.isNaN(event.value())) {
      state.put(event.eventTimeMs(), event.eventId(), event.value());
    }
  }

  @Override
  public float value(Latest state, long nowMs) {
    return (float) state.value();
  }
}
