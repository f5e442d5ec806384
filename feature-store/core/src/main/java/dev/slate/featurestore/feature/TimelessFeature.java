package dev.slate.featurestore.feature;

import dev.slate.featurestore.state.Course;
import dev.slate.featurestore.state.State;

/** A number that only events change. */
public interface TimelessFeature<S extends State> extends ScalarFeature<S> {

  @Override
  default Course course(S state, long nowMs) {
    return Course.constant(value(state, nowMs));
  }
}
