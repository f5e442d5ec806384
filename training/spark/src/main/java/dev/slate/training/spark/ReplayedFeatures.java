package dev.slate.training.spark;

import dev.slate.data.event.Event;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.EventReplayer;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.state.RecentItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Features by replaying events that fit one process: {@link EventReplayer} over each entity's
 * events, entities in parallel. Immutable, thread-safe. Linear in the events before the time.
 */
public final class ReplayedFeatures implements FeatureHistory {
  private final FeatureCatalog catalog;
  private final Map<String, List<Event>> byUser;
  private final Map<String, List<Event>> byItem;

  private ReplayedFeatures(
      FeatureCatalog catalog, Map<String, List<Event>> byUser, Map<String, List<Event>> byItem) {
    this.catalog = catalog;
    this.byUser = byUser;
    this.byItem = byItem;
  }

  /** Groups and orders events; an event that a user sent twice counts once, as in the stream. */
  public static ReplayedFeatures of(FeatureCatalog catalog, Collection<Event> events) {
    Map<String, List<Event>> byUser = new HashMap<>();
    for (Event event : events) {
      byUser.computeIfAbsent(event.userId(), id -> new ArrayList<>()).add(event);
    }
    Map<String, List<Event>> byItem = new HashMap<>();
    for (Map.Entry<String, List<Event>> entry : byUser.entrySet()) {
      List<Event> ordered = entry.getValue();
      ordered.sort(EventReplayer.ORDER);
      EntityState state = EntityState.empty(catalog.userActivity());
      ordered.removeIf(event -> !state.apply(event));
      for (Event event : ordered) {
        byItem.computeIfAbsent(event.itemId(), id -> new ArrayList<>()).add(event);
      }
    }
    byItem.values().forEach(list -> list.sort(EventReplayer.ORDER));
    return new ReplayedFeatures(catalog, byUser, byItem);
  }

  @Override
  public FeatureSnapshot before(
      long timeMs, Collection<String> userIds, Collection<String> itemIds) {
    return new FeatureSnapshot(
        timeMs, each(userIds, id -> user(id, timeMs)), each(itemIds, id -> item(id, timeMs)));
  }

  private static <T> Map<String, T> each(Collection<String> ids, Function<String, T> value) {
    return ids.parallelStream().distinct().collect(Collectors.toMap(id -> id, value));
  }

  private UserFeatures user(String id, long timeMs) {
    List<Event> events = before(byUser.getOrDefault(id, List.of()), timeMs);
    EntityState activity = replay(catalog.userActivity(), events);
    EntityState longterm = replay(catalog.userLongterm(), events);
    List<RecentItem> history = List.copyOf(activity.history(timeMs));
    return new UserFeatures(vector(activity, longterm, timeMs), history);
  }

  private float[] item(String id, long timeMs) {
    List<Event> events = before(byItem.getOrDefault(id, List.of()), timeMs);
    return vector(
        replay(catalog.itemActivity(), events), replay(catalog.itemLongterm(), events), timeMs);
  }

  private static float[] vector(EntityState activity, EntityState longterm, long timeMs) {
    int size = activity.view().scalars().size() + longterm.view().scalars().size();
    float[] vector = new float[size];
    longterm.values(timeMs, vector, activity.values(timeMs, vector, 0));
    return vector;
  }

  private static EntityState replay(FeatureView view, List<Event> events) {
    return new EventReplayer(view).replay(events, new long[0], (index, state) -> {});
  }

  private static List<Event> before(List<Event> ordered, long timeMs) {
    int low = 0;
    int high = ordered.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ordered.get(middle).eventTimeMs() < timeMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return ordered.subList(0, low);
  }
}
