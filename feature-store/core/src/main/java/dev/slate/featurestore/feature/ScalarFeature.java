package dev.slate.featurestore.feature;

import dev.slate.featurestore.state.State;

/** A feature whose value is one number. */
public non-sealed interface ScalarFeature<S extends State> extends Feature<S> {

  /** The value at a time; NaN is null. Reads the state and nothing else. */
  float value(S state, long nowMs);
}
