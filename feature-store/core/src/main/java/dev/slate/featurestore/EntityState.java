package dev.slate.featurestore;

import dev.slate.data.event.Event;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.KeysFeature;
import dev.slate.featurestore.feature.ListFeature;
import dev.slate.featurestore.feature.ScalarFeature;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.ByteWriter;
import dev.slate.featurestore.state.Course;
import dev.slate.featurestore.state.RecentIds;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.state.State;
import dev.slate.featurestore.state.StateFormatException;
import java.util.List;

/**
 * All state of one entity in one view: the one fold that replay, stream and serving share.
 *
 * <p>Users' events are de-duplicated by event id ({@link RecentIds} states the window); an item's
 * events come from users' states and are clean already. Not thread-safe while it is changed; safe
 * to read from many threads once it is not.
 *
 * <p>Bytes: format version, 32 bits of the view's definition, newest event time, event ids (users
 * only), then each feature's state in the order of the view. Equal states give equal bytes.
 */
public final class EntityState {
  private static final int FORMAT = 2;
  // What a state grows by between two writes, most of the time.
  private static final int MAX_GROWTH = 128;

  private final FeatureView view;
  private final State[] states;
  private final RecentIds ids;
  private long newestEventTimeMs;
  private int encodedSize;

  private EntityState(FeatureView view, State[] states, RecentIds ids, long newestEventTimeMs) {
    this.view = view;
    this.states = states;
    this.ids = ids;
    this.newestEventTimeMs = newestEventTimeMs;
  }

  public static EntityState empty(FeatureView view) {
    State[] states = new State[view.features().size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = view.feature(i).newState();
    }
    return new EntityState(view, states, new RecentIds(), 0);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws StateFormatException if the bytes are not a state of this view
   */
  public static EntityState decode(FeatureView view, byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new StateFormatException(
          view.name() + ": format " + format + " (expected: " + FORMAT + ")");
    }
    int definition = in.readFixed32();
    if (definition != view.shortFingerprint()) {
      throw new StateFormatException(view.name() + ": state of another definition of the view");
    }
    long newest = in.readNatural();
    RecentIds ids = view.entity() == Entity.USER ? RecentIds.decode(in) : new RecentIds();
    State[] states = new State[view.features().size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = view.feature(i).decode(in);
    }
    in.requireEnd();
    return new EntityState(view, states, ids, newest);
  }

  /** Whether a repeat of this event would be told from a new one; always, where none arrive. */
  public boolean coversRepeatsOf(Event event) {
    return view.entity() != Entity.USER || ids.covers(event.eventId(), event.eventTimeMs());
  }

  /** Folds one event in; false if it is a repeat, which changes nothing. */
  public boolean apply(Event event) {
    if (view.entity() == Entity.USER && !ids.add(event.eventId(), event.eventTimeMs())) {
      return false;
    }
    for (int i : view.changedBy(event.kind())) {
      fold(view.feature(i), states[i], event);
    }
    newestEventTimeMs = Math.max(newestEventTimeMs, event.eventTimeMs());
    return true;
  }

  public FeatureView view() {
    return view;
  }

  /** Event time of the newest event folded in, 0 if there was none. */
  public long newestEventTimeMs() {
    return newestEventTimeMs;
  }

  public boolean isEmpty() {
    return newestEventTimeMs == 0;
  }

  /**
   * Writes the scalar features at a time to {@code out[offset..]}, in the order of {@link
   * FeatureView#scalarNames()}; null is NaN.
   *
   * @return the offset behind the last one
   */
  public int values(long nowMs, float[] out, int offset) {
    int at = offset;
    for (int i = 0; i < states.length; i++) {
      if (view.feature(i) instanceof ScalarFeature<?> scalar) {
        out[at++] = value(scalar, states[i], nowMs);
      }
    }
    return at;
  }

  /** How the scalar features go on from a time while no event comes. */
  Courses courses(long nowMs) {
    Courses.Builder all = new Courses.Builder(view.scalars().size(), nowMs);
    for (int i = 0; i < states.length; i++) {
      if (view.feature(i) instanceof ScalarFeature<?> scalar) {
        all.add(course(scalar, states[i], nowMs));
      }
    }
    return all.build();
  }

  /** The value of the first list feature of the view, newest first; empty if it has none. */
  public List<RecentItem> history(long nowMs) {
    for (int i = 0; i < states.length; i++) {
      if (view.feature(i) instanceof ListFeature<?> list) {
        return items(list, states[i], nowMs);
      }
    }
    return List.of();
  }

  /**
   * The value of a list of keys, the foremost first.
   *
   * @throws IllegalArgumentException if the view has no such feature
   */
  public List<String> keys(String feature, long nowMs) {
    for (int i = 0; i < states.length; i++) {
      if (view.feature(i) instanceof KeysFeature<?> keys && keys.name().equals(feature)) {
        return keys(keys, states[i], nowMs);
      }
    }
    throw new IllegalArgumentException(
        "feature: " + feature + " (expected: a list of keys in " + view + ")");
  }

  /** The canonical bytes. */
  public byte[] encode() {
    ByteWriter out = new ByteWriter(encodedSize + MAX_GROWTH);
    encode(out);
    encodedSize = out.size();
    return out.toByteArray();
  }

  /** Appends the canonical bytes. */
  public void encode(ByteWriter out) {
    out.writeByte(FORMAT);
    out.writeFixed32(view.shortFingerprint());
    out.writeUnsigned(newestEventTimeMs);
    if (view.entity() == Entity.USER) {
      ids.encode(out);
    }
    for (State state : states) {
      state.encode(out);
    }
  }

  // A state was made by its own feature, so the casts hold.
  @SuppressWarnings("unchecked")
  private static <S extends State> void fold(Feature<S> feature, State state, Event event) {
    feature.fold((S) state, event);
  }

  @SuppressWarnings("unchecked")
  private static <S extends State> float value(ScalarFeature<S> feature, State state, long nowMs) {
    return feature.value((S) state, nowMs);
  }

  @SuppressWarnings("unchecked")
  private static <S extends State> Course course(
      ScalarFeature<S> feature, State state, long nowMs) {
    return feature.course((S) state, nowMs);
  }

  @SuppressWarnings("unchecked")
  private static <S extends State> List<RecentItem> items(
      ListFeature<S> feature, State state, long nowMs) {
    return feature.value((S) state, nowMs);
  }

  @SuppressWarnings("unchecked")
  private static <S extends State> List<String> keys(
      KeysFeature<S> feature, State state, long nowMs) {
    return feature.value((S) state, nowMs);
  }
}
