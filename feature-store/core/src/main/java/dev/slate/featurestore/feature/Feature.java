package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.State;
import java.util.Set;

/**
 * One feature: what an event changes, how the state folds, and (in the sub-interfaces) its value at
 * a time. Implementations are immutable and pure.
 *
 * @param <S> the state it keeps
 */
public sealed interface Feature<S extends State> permits ScalarFeature, ListFeature, KeysFeature {

  /** Unique within its view: lower case, digits and underscores. */
  String name();

  /** One line for people. */
  String description();

  /** Everything that changes the value, for the fingerprint: class and parameters. */
  String definition();

  /**
   * How far back the value looks, in milliseconds; {@link Long#MAX_VALUE} if without end. A state
   * whose log does not reach so far gives an incomplete value.
   */
  long reachMs();

  S newState();

  S decode(ByteReader in);

  /** The kinds of event that may change the state. */
  Set<EventKind> kinds();

  /**
   * Changes the state by an event. What it does must not depend on the state.
   *
   * @param event of one of {@link #kinds()}
   */
  void fold(S state, Event event);
}
