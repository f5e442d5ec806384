package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.KeyCounts;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The most frequent keys of the events of some kinds, equal counts by key.
 *
 * @param count how many to give
 * @param capacity how many to count: exact while there are no more distinct ones, a sample of them
 *     beyond ({@link dev.slate.featurestore.state.KeyCounts} says why)
 */
public record TopKeys(String name, Set<EventKind> kinds, Key key, int count, int capacity)
    implements KeysFeature<KeyCounts> {

  public TopKeys {
    kinds = Set.copyOf(kinds);
    if (capacity < 1 || capacity > 1_024) {
      throw new IllegalArgumentException(
          name + ": capacity is " + capacity + " (expected: 1 to 1,024)");
    }
    if (count < 1 || count > 100) {
      throw new IllegalArgumentException(name + ": count is " + count + " (expected: 1 to 100)");
    }
  }

  @Override
  public String description() {
    return "most frequent " + key.field() + " of " + Kinds.names(kinds) + " events";
  }

  @Override
  public String definition() {
    return "TopKeys/" + EnumSet.copyOf(kinds) + "/" + key.field() + "/" + count + "/" + capacity;
  }

  @Override
  public long reachMs() {
    return Long.MAX_VALUE;
  }

  @Override
  public KeyCounts newState() {
    return new KeyCounts(capacity);
  }

  @Override
  public KeyCounts decode(ByteReader in) {
    return KeyCounts.decode(in, capacity);
  }

  @Override
  public void fold(KeyCounts state, Event event) {
    String text = key.of(event);
    if (text != null) {
      state.add(text);
    }
  }

  @Override
  public List<String> value(KeyCounts state, long nowMs) {
    return state.top(count);
  }
}
