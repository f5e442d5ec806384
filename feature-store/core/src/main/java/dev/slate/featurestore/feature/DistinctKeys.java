package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.RecentKeys;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The distinct keys that the events of some kinds had last, newest first. */
public record DistinctKeys(String name, Set<EventKind> kinds, Key key, int count)
    implements KeysFeature<RecentKeys> {

  public DistinctKeys {
    kinds = Set.copyOf(kinds);
    if (count < 1 || count > 1_000) {
      throw new IllegalArgumentException(name + ": count is " + count + " (expected: 1 to 1,000)");
    }
  }

  @Override
  public String description() {
    return "last " + count + " distinct " + key.field() + " of " + Kinds.names(kinds) + " events";
  }

  @Override
  public String definition() {
    return "DistinctKeys/" + EnumSet.copyOf(kinds) + "/" + key.field() + "/" + count;
  }

  @Override
  public long reachMs() {
    return Long.MAX_VALUE;
  }

  @Override
  public RecentKeys newState() {
    return new RecentKeys(count);
  }

  @Override
  public RecentKeys decode(ByteReader in) {
    return RecentKeys.decode(in, count);
  }

  @Override
  public void fold(RecentKeys state, Event event) {
    String text = key.of(event);
    if (text != null) {
      state.add(event.eventTimeMs(), text);
    }
  }

  @Override
  public List<String> value(RecentKeys state, long nowMs) {
    return state.keys();
  }
}
