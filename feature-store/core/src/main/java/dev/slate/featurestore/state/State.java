package dev.slate.featurestore.state;

/**
 * The mutable state of one feature of one entity. What a feature may do to it are the methods of
 * the class; the set of classes is closed.
 *
 * <p>Changes commute: any order of the same changes gives equal bytes from {@link #encode}. {@link
 * #merge} of two states that saw disjoint changes equals the state that saw all of them. Not
 * thread-safe; one owner at a time.
 */
public sealed interface State
    permits TiledSum,
        Tiles,
        Total,
        Latest,
        Extremes,
        DistinctSketch,
        KeyCounts,
        RecentItems,
        RecentKeys {

  /** Folds another state of the same shape in. */
  void merge(State other);

  /** Appends the canonical bytes: equal states give equal bytes. */
  void encode(ByteWriter out);

  /**
   * Casts the state that is merged into another.
   *
   * @throws IllegalArgumentException if it is of another class
   */
  static <T extends State> T require(State state, Class<T> kind, State other) {
    if (!kind.isInstance(other)) {
      throw new IllegalArgumentException(
          state.getClass().getSimpleName()
              + " cannot merge "
              + other.getClass().getSimpleName()
              + " (expected: a state of the same feature)");
    }
    return kind.cast(other);
  }
}
