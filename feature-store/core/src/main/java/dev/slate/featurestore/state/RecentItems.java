package dev.slate.featurestore.state;

import dev.slate.data.event.EventKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest {@code capacity} interactions; one event id at one time counts once.
 *
 * <p>Kept as the bytes they are stored as, oldest first: {@code entry (gap entry)*}, an entry being
 * event id, item id, kind (top bit: a value follows) and value, a gap the milliseconds between two.
 * So an event is appended, writing a state is one copy, and objects are made only for who asks for
 * them. {@link #add} is O(1) for the newest event and O(n) for a late one.
 */
public final class RecentItems implements State {
  private static final EventKind[] KINDS = EventKind.values();
  private static final int HAS_VALUE = 0x80;

  private final int capacity;
  private ByteWriter log = new ByteWriter(64);
  private int begin;
  private int size;
  private long oldestMs;
  private long newestMs;
  private int newestAt;
  private @Nullable List<RecentItem> items;

  public RecentItems(int capacity) {
    this.capacity = capacity;
  }

  /** Reads what {@link #encode} wrote. */
  public static RecentItems decode(ByteReader in, int capacity) {
    RecentItems state = new RecentItems(capacity);
    int size = in.readCount(3);
    if (size > capacity) {
      throw new StateFormatException(size + " interactions (expected: at most " + capacity + ")");
    }
    long time = size == 0 ? 0 : in.readNatural();
    state.oldestMs = time;
    int from = in.position();
    int at = from;
    for (int i = 0; i < size; i++) {
      long gap = i == 0 ? 0 : in.readNatural();
      time += gap;
      int previous = at;
      at = in.position();
      if (time < 0 || i > 0 && gap == 0 && in.stringAt(previous).compareTo(in.stringAt(at)) >= 0) {
        throw new StateFormatException("interaction " + i + " is out of order");
      }
      check(in);
    }
    state.log = in.copy(from);
    state.size = size;
    state.newestMs = time;
    state.newestAt = at - from;
    return state;
  }

  private static void check(ByteReader in) {
    in.skipString();
    in.skipString();
    int kind = in.readByte();
    if ((kind & ~HAS_VALUE) >= KINDS.length) {
      throw new StateFormatException("event kind " + kind + " is not known");
    }
    if ((kind & HAS_VALUE) != 0 && Float.isNaN(in.readFloat())) {
      throw new StateFormatException("a value is NaN (expected: none)");
    }
  }

  private static void skip(ByteReader in) {
    in.skipBytes();
    in.skipBytes();
    if ((in.readByte() & HAS_VALUE) != 0) {
      in.readFixed32();
    }
  }

  /**
   * Adds an interaction.
   *
   * @param value NaN is none
   */
  public void add(long timeMs, String eventId, String itemId, EventKind kind, float value) {
    int order = size == 0 ? 1 : compare(timeMs, eventId, newestMs, log.reader(newestAt));
    if (order > 0) {
      if (size > 0) {
        log.writeUnsigned(timeMs - newestMs);
      } else {
        oldestMs = timeMs;
      }
      newestAt = log.size();
      newestMs = timeMs;
      write(log, eventId, itemId, kind, value);
      size++;
    } else if (order < 0 && (size < capacity || timeMs >= oldestMs)) {
      insert(timeMs, eventId, itemId, kind, value);
    }
    if (size > capacity) {
      dropOldest();
    }
    items = null;
  }

  private static int compare(long timeMs, String eventId, long thatMs, ByteReader thatEntry) {
    int byTime = Long.compare(timeMs, thatMs);
    return byTime != 0 ? byTime : eventId.compareTo(thatEntry.readString());
  }

  private static void write(
      ByteWriter out, String eventId, String itemId, EventKind kind, float value) {
    out.writeString(eventId);
    out.writeString(itemId);
    if (Float.isNaN(value)) {
      out.writeByte(kind.ordinal());
    } else {
      out.writeByte(kind.ordinal() | HAS_VALUE);
      out.writeFloat(value);
    }
  }

  /** Inserts before the first entry that is newer; nothing if the event is there already. */
  private void insert(long timeMs, String eventId, String itemId, EventKind kind, float value) {
    ByteReader in = log.reader(begin);
    long time = oldestMs;
    long before = timeMs;
    int gapAt = begin;
    int order = compare(timeMs, eventId, time, log.reader(begin));
    while (order > 0) {
      skip(in);
      gapAt = in.position();
      before = time;
      time += in.readUnsigned();
      order = compare(timeMs, eventId, time, log.reader(in.position()));
    }
    if (order == 0) {
      return;
    }
    int fromNewest = log.size() - newestAt;
    ByteWriter longer = new ByteWriter(log.size() - begin + 512);
    longer.write(log, begin, gapAt);
    if (gapAt > begin) {
      longer.writeUnsigned(timeMs - before);
    } else {
      oldestMs = timeMs;
    }
    write(longer, eventId, itemId, kind, value);
    longer.writeUnsigned(time - timeMs);
    longer.write(log, in.position(), log.size());
    log = longer;
    begin = 0;
    newestAt = log.size() - fromNewest;
    size++;
  }

  private void dropOldest() {
    ByteReader in = log.reader(begin);
    skip(in);
    oldestMs += in.readUnsigned();
    begin = in.position();
    size--;
    if (begin > log.size() / 2) {
      log.discard(begin);
      newestAt -= begin;
      begin = 0;
    }
  }

  @Override
  public void merge(State other) {
    for (RecentItem item : State.require(this, RecentItems.class, other).items()) {
      add(item.eventTimeMs(), item.eventId(), item.itemId(), item.kind(), item.value());
    }
  }

  /** Newest first, as of now; immutable. O(n) after a change, else O(1). */
  public List<RecentItem> items() {
    List<RecentItem> known = items;
    if (known == null) {
      known = read();
      items = known;
    }
    return known;
  }

  private List<RecentItem> read() {
    RecentItem[] newestFirst = new RecentItem[size];
    ByteReader in = log.reader(begin);
    long time = oldestMs;
    for (int i = size - 1; i >= 0; i--) {
      time += i == size - 1 ? 0 : in.readUnsigned();
      String eventId = in.readString();
      String itemId = in.readString();
      int kind = in.readByte();
      float value = (kind & HAS_VALUE) == 0 ? Float.NaN : in.readFloat();
      newestFirst[i] = new RecentItem(itemId, time, KINDS[kind & ~HAS_VALUE], value, eventId);
    }
    return List.copyOf(Arrays.asList(newestFirst));
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeUnsigned(size);
    if (size > 0) {
      out.writeUnsigned(oldestMs);
      out.write(log, begin, log.size());
    }
  }
}
