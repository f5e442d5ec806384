package dev.slate.featurestore.feature;

import dev.slate.data.event.EventKind;
import java.util.Set;
import java.util.stream.Collectors;

/** The sets of event kinds that features count, and their names. */
public final class Kinds {
  /** What a user did of their own will: click, rating, purchase. */
  public static final Set<EventKind> INTERACTIONS =
      Set.of(EventKind.CLICK, EventKind.RATING, EventKind.PURCHASE);

  private Kinds() {}

  static String names(Set<EventKind> kinds) {
    return kinds.stream().sorted().map(EventKind::wireName).collect(Collectors.joining(", "));
  }
}
