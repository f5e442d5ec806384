package dev.slate.featurestore;

import dev.slate.data.event.Event;

/** What a feature describes. */
public enum Entity {
  USER("user_id"),
  ITEM("item_id");

  private final String joinKey;

  Entity(String joinKey) {
    this.joinKey = joinKey;
  }

  /** Feast's name of the key column. */
  public String joinKey() {
    return joinKey;
  }

  /** The id of this entity in an event. */
  public String idOf(Event event) {
    return switch (this) {
      case USER -> event.userId();
      case ITEM -> event.itemId();
    };
  }
}
