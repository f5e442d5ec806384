package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.StateUpdate;
import dev.slate.featurestore.state.Total;
import org.jspecify.annotations.Nullable;

/**
 * The mean value of the events of one kind, null if there was none. Summed in thousandths, exactly.
 */
public record MeanValue(String name, EventKind kind) implements ScalarFeature<Total> {
  private static final double UNIT = 1_000;

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
  public @Nullable StateUpdate update(Event event) {
    return event.kind() == kind && !Double.isNaN(event.value())
        ? new StateUpdate.Add(event.eventTimeMs(), Math.round(event.value() * UNIT))
        : null;
  }

  @Override
  public float value(Total state, long nowMs) {
    return state.count() == 0 ? Float.NaN : (float) (state.sum() / UNIT / state.count());
  }
}
