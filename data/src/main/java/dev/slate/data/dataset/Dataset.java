package dev.slate.data.dataset;

import dev.slate.data.catalog.Item;
import dev.slate.data.catalog.User;
import dev.slate.data.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Events with the catalogue they are about; immutable.
 *
 * <p>Events keep the order of their source, which breaks ties between equal times. Items and users
 * need not have events, nor events a catalogue entry.
 */
public final class Dataset {
  private static final int NO_SPLIT = -1;

  private final String name;
  private final List<Event> events;
  private final List<Item> items;
  private final List<User> users;
  private final int trainSize;

  private Dataset(
      String name, List<Event> events, List<Item> items, List<User> users, int trainSize) {
    this.name = name;
    this.events = List.copyOf(events);
    this.items = List.copyOf(items);
    this.users = List.copyOf(users);
    this.trainSize = trainSize;
  }

  /** A data set that comes in one piece. */
  public static Dataset of(String name, List<Event> events, List<Item> items, List<User> users) {
    return new Dataset(name, events, items, users, NO_SPLIT);
  }

  /** A data set whose authors say what is train and what is test; train comes first. */
  public static Dataset ofTrainAndTest(
      String name, List<Event> train, List<Event> test, List<Item> items, List<User> users) {
    List<Event> all = new ArrayList<>(train.size() + test.size());
    all.addAll(train);
    all.addAll(test);
    return new Dataset(name, all, items, users, train.size());
  }

  /** What people call it: {@code ml-1m}, {@code world-42}, or the name of a file. */
  public String name() {
    return name;
  }

  /** All events in the order of their source. */
  public List<Event> events() {
    return events;
  }

  public List<Item> items() {
    return items;
  }

  public List<User> users() {
    return users;
  }

  /**
   * How many of the first {@link #events()} were given as train, the rest being test; empty if the
   * source says nothing of it.
   */
  public OptionalInt givenTrainSize() {
    return trainSize == NO_SPLIT ? OptionalInt.empty() : OptionalInt.of(trainSize);
  }

  @Override
  public String toString() {
    return String.format(
        "%s: %,d events, %,d items, %,d users", name, events.size(), items.size(), users.size());
  }
}
