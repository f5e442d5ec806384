package dev.slate.featurestore.example;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.feature.Kinds;
import dev.slate.featurestore.feature.ScalarFeature;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.Total;
import java.util.Set;

/** The share of interactions between 22 and 6 o'clock UTC: the example of the README. */
public record NightShare(String name) implements ScalarFeature<Total> {
  @Override
  public String description() {
    return "share of interactions between 22 and 6 o'clock UTC";
  }

  @Override
  public String definition() {
    return "NightShare/22-6";
  }

  @Override
  public long reachMs() {
    return Long.MAX_VALUE;
  }

  @Override
  public Set<EventKind> kinds() {
    return Kinds.INTERACTIONS;
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
    long hour = event.eventTimeMs() / 3_600_000 % 24;
    state.add(hour >= 22 || hour < 6 ? 1 : 0);
  }

  @Override
  public float value(Total state, long nowMs) {
    return state.count() == 0 ? Float.NaN : (float) state.sum() / state.count();
  }
}
