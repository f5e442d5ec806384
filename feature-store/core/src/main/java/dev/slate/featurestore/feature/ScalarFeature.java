package dev.slate.featurestore.feature;

import dev.slate.featurestore.state.Course;
import dev.slate.featurestore.state.State;

/** A feature whose value is one number. */
public non-sealed interface ScalarFeature<S extends State> extends Feature<S> {

  /** The value at a time; NaN is null. Reads the state and nothing else. */
  float value(S state, long nowMs);

  /**
   * How the value goes on from a time while no event comes: {@link #at} reads it as the same float
   * as {@link #value} gives. Without more knowledge, it holds for this millisecond.
   */
  default Course course(S state, long nowMs) {
    return new Course(value(state, nowMs), 0, nowMs + 1);
  }

  /** Reads the courses of many states at one time. */
  default Course.Reader at(long nowMs) {
    return (amount, sinceMs) -> (float) amount;
  }
}
