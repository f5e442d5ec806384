package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.state.RecentItems;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The newest interactions of some kinds, newest first. */
public record History(String name, Set<EventKind> kinds, int capacity)
    implements ListFeature<RecentItems> {

  public History {
    kinds = Set.copyOf(kinds);
  }

  @Override
  public String description() {
    return "newest " + capacity + " of " + Kinds.names(kinds);
  }

  @Override
  public String definition() {
    return "History/" + EnumSet.copyOf(kinds) + "/" + capacity;
  }

  @Override
  public long reachMs() {
    return Long.MAX_VALUE;
  }

  @Override
  public RecentItems newState() {
    return new RecentItems(capacity);
  }

  @Override
  public RecentItems decode(ByteReader in) {
    return RecentItems.decode(in, capacity);
  }

  @Override
  public void fold(RecentItems state, Event event) {
    state.add(
        event.eventTimeMs(), event.eventId(), event.itemId(), event.kind(), (float) event.value());
  }

  @Override
  public List<RecentItem> value(RecentItems state, long nowMs) {
    return state.items();
  }
}
