package dev.slate.pipelines.streaming;

import dev.slate.data.event.Event;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureView;
import org.jspecify.annotations.Nullable;

/** One entity in a batch: its state, and what becomes of it. One thread. */
final class Entry {
  private final String id;
  private @Nullable EntityState state;
  private byte @Nullable [] encoded;
  private boolean isChanged;
  private boolean isErased;

  Entry(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  boolean isLoaded() {
    return state != null;
  }

  /** Sets the state as it was before the batch. */
  void load(EntityState before) {
    state = before;
  }

  EntityState state() {
    if (state == null) {
      throw new IllegalStateException(id + " is not loaded");
    }
    return state;
  }

  /** Folds an event in; false if it is a repeat. */
  boolean apply(Event event) {
    boolean accepted = state().apply(event);
    if (accepted) {
      isChanged = true;
      isErased = false;
    }
    return accepted;
  }

  /** Forgets everything; what follows counts as a new entity's. */
  void erase(FeatureView view) {
    state = EntityState.empty(view);
    isChanged = true;
    isErased = true;
  }

  boolean isChanged() {
    return isChanged;
  }

  /** Encodes the state once all events are folded. */
  void encode() {
    encoded = isErased ? null : state().encode();
  }

  /** The new state as bytes; null if the entity is erased. */
  byte @Nullable [] encoded() {
    return encoded;
  }
}
