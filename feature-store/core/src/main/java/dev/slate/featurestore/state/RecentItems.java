package dev.slate.featurestore.state;

import dev.slate.data.event.EventKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The newest {@code capacity} interactions, newest first; one event id counts once. */
public final class RecentItems implements State {
  private static final EventKind[] KINDS = EventKind.values();

  private final int capacity;
  private final List<RecentItem> items = new ArrayList<>();

  public RecentItems(int capacity) {
    this.capacity = capacity;
  }

  /** Reads what {@link #encode} wrote. */
  public static RecentItems decode(ByteReader in, int capacity) {
    RecentItems state = new RecentItems(capacity);
    int size = in.readCount(8);
    long time = 0;
    for (int i = 0; i < size; i++) {
      time -= in.readLong();
      String eventId = in.readString();
      String itemId = in.readString();
      int kind = in.readByte();
      if (kind >= KINDS.length) {
        throw new StateFormatException("event kind " + kind + " is not known");
      }
      RecentItem item = new RecentItem(itemId, time, KINDS[kind], in.readFloat(), eventId);
      if (i == capacity || i > 0 && state.items.get(i - 1).compareTo(item) >= 0) {
        throw new StateFormatException("interaction " + i + " is out of order or one too many");
      }
      state.items.add(item);
    }
    return state;
  }

  @Override
  public void apply(StateUpdate update) {
    StateUpdate.Append append = State.require(this, StateUpdate.Append.class, update);
    add(
        new RecentItem(
            append.itemId(),
            append.eventTimeMs(),
            append.kind(),
            append.value(),
            append.eventId()));
  }

  @Override
  public void merge(State other) {
    State.require(this, RecentItems.class, other).items.forEach(this::add);
  }

  private void add(RecentItem item) {
    int at = Collections.binarySearch(items, item);
    if (at >= 0) {
      return;
    }
    int insertion = -at - 1;
    if (insertion < capacity) {
      items.add(insertion, item);
      if (items.size() > capacity) {
        items.remove(capacity);
      }
    }
  }

  /** Newest first; a view that changes with the state. */
  public List<RecentItem> items() {
    return Collections.unmodifiableList(items);
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeUnsigned(items.size());
    long previous = 0;
    for (RecentItem item : items) {
      out.writeLong(previous - item.eventTimeMs());
      out.writeString(item.eventId());
      out.writeString(item.itemId());
      out.writeByte(item.kind().ordinal());
      out.writeFloat(item.value());
      previous = item.eventTimeMs();
    }
  }
}
