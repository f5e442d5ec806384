package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.Course;
import dev.slate.featurestore.state.Latest;
import java.util.EnumSet;
import java.util.Set;

/** Hours since the newest event of some kinds, null if there was none, 0 if its clock was ahead. */
public record HoursSinceLast(String name, Set<EventKind> kinds) implements ScalarFeature<Latest> {
  private static final double MS_PER_HOUR = 3_600_000;

  public HoursSinceLast {
    kinds = Set.copyOf(kinds);
  }

  @Override
  public String description() {
    return "hours since the last of " + Kinds.names(kinds);
  }

  @Override
  public String definition() {
    return "HoursSinceLast/" + EnumSet.copyOf(kinds);
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
    state.put(event.eventTimeMs(), "", 0);
  }

  @Override
  public float value(Latest state, long nowMs) {
    return state.isEmpty() ? Float.NaN : hours(nowMs, state.timeMs());
  }

  private static float hours(long nowMs, long sinceMs) {
    return (float) (Math.max(0, nowMs - sinceMs) / MS_PER_HOUR);
  }

  @Override
  public Course course(Latest state, long nowMs) {
    return state.isEmpty()
        ? Course.constant(Double.NaN)
        : new Course(0, state.timeMs(), Long.MAX_VALUE);
  }

  @Override
  public Course.Reader at(long nowMs) {
    return (amount, sinceMs) -> Double.isNaN(amount) ? Float.NaN : hours(nowMs, sinceMs);
  }
}
