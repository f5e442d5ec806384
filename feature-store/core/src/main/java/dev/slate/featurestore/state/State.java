package dev.slate.featurestore.state;

/**
 * The mutable state of one feature of one entity.
 *
 * <p>Updates commute: any order of the same updates gives equal bytes from {@link #encode}. {@link
 * #merge} of two states that saw disjoint updates equals the state that saw all of them. Not
 * thread-safe; one owner at a time.
 */
public sealed interface State permits TiledSum, Total, Latest, RecentItems {

  /**
   * Folds one update in.
   *
   * @throws IllegalArgumentException if this kind of state does not take this kind of update
   */
  void apply(StateUpdate update);

  /** Folds another state of the same shape in. */
  void merge(State other);

  /** Appends the canonical bytes: equal states give equal bytes. */
  void encode(ByteWriter out);

  private static IllegalArgumentException refused(State state, Object what) {
    return new IllegalArgumentException(
        state.getClass().getSimpleName() + " cannot take " + what.getClass().getSimpleName());
  }

  /** Casts an update or a state to the kind that {@code state} takes. */
  static <T> T require(State state, Class<T> kind, Object what) {
    if (!kind.isInstance(what)) {
      throw refused(state, what);
    }
    return kind.cast(what);
  }
}
