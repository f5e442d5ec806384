package dev.slate.data.reader;

import dev.slate.data.catalog.Item;
import dev.slate.data.catalog.User;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts what was read from several files together, and completes the catalogue by the events. */
final class Assembly {
  private Assembly() {}

  /**
   * @param test null if the source is in one piece
   */
  static Dataset of(
      String name,
      List<Event> events,
      @Nullable List<Event> test,
      List<Item> items,
      List<User> users) {
    Map<String, Long> firstMs = new LinkedHashMap<>();
    Map<String, User> known = new LinkedHashMap<>();
    users.forEach(user -> known.put(user.userId(), user));
    Stream.concat(events.stream(), test == null ? Stream.empty() : test.stream())
        .forEach(
            event -> {
              firstMs.merge(event.itemId(), event.eventTimeMs(), Math::min);
              known.computeIfAbsent(event.userId(), id -> new User(id, Map.of()));
            });
    List<Item> allItems = complete(items, firstMs);
    List<User> allUsers = List.copyOf(known.values());
    return test == null
        ? Dataset.of(name, events, allItems, allUsers)
        : Dataset.ofTrainAndTest(name, events, test, allItems, allUsers);
  }

  /**
   * Items in their order, then those that only events know; an item without a time of its own is
   * created at its first event, so that its age means something.
   */
  private static List<Item> complete(List<Item> items, Map<String, Long> firstMs) {
    Map<String, Item> complete = new LinkedHashMap<>();
    for (Item item : items) {
      Long first = firstMs.get(item.itemId());
      complete.put(
          item.itemId(), item.createdMs() != 0 || first == null ? item : createdAt(item, first));
    }
    firstMs.forEach(
        (id, first) ->
            complete.computeIfAbsent(
                id, unknown -> new Item(unknown, "", List.of(), first, true, Map.of())));
    return new ArrayList<>(complete.values());
  }

  private static Item createdAt(Item item, long createdMs) {
    return new Item(
        item.itemId(),
        item.title(),
        item.categories(),
        createdMs,
        item.available(),
        item.attributes(),
        item.availableFromMs(),
        item.expiresMs());
  }
}
