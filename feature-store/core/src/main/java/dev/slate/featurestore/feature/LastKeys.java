package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.state.RecentItems;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The keys of the newest events of some kinds, newest first, repeated as they came. */
public record LastKeys(String name, Set<EventKind> kinds, Key key, int count)
    implements KeysFeature<RecentItems> {

  public LastKeys {
    kinds = Set.copyOf(kinds);
    if (count < 1 || count > 1_000) {
      throw new IllegalArgumentException(name + ": count is " + count + " (expected: 1 to 1,000)");
    }
  }

  @Override
  public String description() {
    return "last " + count + " " + key.field() + " of " + Kinds.names(kinds) + " events";
  }

  @Override
  public String definition() {
    return "LastKeys/" + EnumSet.copyOf(kinds) + "/" + key.field() + "/" + count;
  }

  @Override
  public long reachMs() {
    return Long.MAX_VALUE;
  }

  @Override
  public RecentItems newState() {
    return new RecentItems(count);
  }

  @Override
  public RecentItems decode(ByteReader in) {
    return RecentItems.decode(in, count);
  }

  @Override
  public void fold(RecentItems state, Event event) {
    String text = key.of(event);
    if (text != null) {
      state.add(event.eventTimeMs(), event.eventId(), text, event.kind(), Float.NaN);
    }
  }

  @Override
  public List<String> value(RecentItems state, long nowMs) {
    return state.items().stream().map(RecentItem::itemId).toList();
  }
}
