package dev.slate.featurestore;

import dev.slate.featurestore.state.Course;
import dev.slate.featurestore.state.StateFormatException;

/**
 * A state for those who only read its scalar features, at many times: its bytes and one array in
 * place of some thirty objects. Thread-safe.
 */
public final class FrozenState {
  private final FeatureView view;
  private final byte[] bytes;
  private final long newestEventTimeMs;

  /** Racy on purpose: what is set is immutable. */
  private Courses courses;

  private FrozenState(FeatureView view, byte[] bytes, EntityState state) {
    this.view = view;
    this.bytes = bytes;
    this.newestEventTimeMs = state.newestEventTimeMs();
    this.courses = state.courses(newestEventTimeMs);
  }

  /**
   * Reads what {@link EntityState#encode} wrote.
   *
   * @throws StateFormatException if the bytes are not a state of this view
   */
  public static FrozenState decode(FeatureView view, byte[] bytes) {
    return new FrozenState(view, bytes.clone(), EntityState.decode(view, bytes));
  }

  /** Of an entity that nothing happened to. */
  public static FrozenState empty(FeatureView view) {
    EntityState state = EntityState.empty(view);
    return new FrozenState(view, state.encode(), state);
  }

  public FeatureView view() {
    return view;
  }

  /** What {@link EntityState#encode} wrote. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Event time of the newest event in it, 0 if there was none. */
  public long newestEventTimeMs() {
    return newestEventTimeMs;
  }

  /** How the i-th scalar feature goes on. */
  public Course course(int i) {
    return courses.course(i);
  }

  /**
   * Writes the scalar features to {@code out[offset..]} as {@link EntityState#values} does. Reads
   * the state again only when a tile has moved since the last time.
   *
   * @return the offset behind the last one
   */
  public int values(ValuesAt at, float[] out, int offset) {
    Courses known = courses;
    if (!known.covers(at.nowMs())) {
      known = EntityState.decode(view, bytes).courses(at.nowMs());
      courses = known;
    }
    return at.write(known, out, offset);
  }

  /**
   * Reads what {@link #values} is about to read, so that many states wait for memory together. What
   * it returns means nothing, but must be used.
   */
  public double touch() {
    return courses.touch();
  }
}
