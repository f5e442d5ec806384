package dev.slate.serving.explain;

import dev.slate.serving.topic.TopicWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Users whose every request is logged: those of the configuration, and those of the topic {@code
 * traced-users}, which every replica follows. Thread-safe.
 */
public final class TracedUsers {
  /** More would not be a list of single users any more. */
  public static final int MOST = 1_000;

  private static final byte[] PRESENT = {'{', '}'};

  private final Set<String> configured;
  private final TopicWriter topic;
  private final Set<String> added = ConcurrentHashMap.newKeySet();

  public TracedUsers(Set<String> configured, TopicWriter topic) {
    this.configured = Set.copyOf(configured);
    this.topic = topic;
  }

  /** Handles a record of the topic. */
  public void handle(String userId, byte @Nullable [] value, long offset) {
    if (value == null) {
      added.remove(userId);
    } else if (added.size() < MOST) {
      added.add(userId);
    }
  }

  public boolean contains(String userId) {
    return (!added.isEmpty() && added.contains(userId)) || configured.contains(userId);
  }

  /** All of them, by id. */
  public List<String> all() {
    return Stream.concat(configured.stream(), added.stream()).distinct().sorted().toList();
  }

  public boolean isFull() {
    return added.size() >= MOST;
  }

  /** Adds a user, everywhere once the topic has come round. */
  public void add(String userId) {
    topic.write(userId, PRESENT);
  }

  /** Removes a user; one of the configuration stays. */
  public void remove(String userId) {
    topic.write(userId, null);
  }

  /** Removes users that are erased. */
  public void forget(Predicate<String> userIds) {
    for (String userId : added.stream().filter(userIds).toList()) {
      added.remove(userId);
      var unused = topic.send(userId, null);
    }
  }
}
