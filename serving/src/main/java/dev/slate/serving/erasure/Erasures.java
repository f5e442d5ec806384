package dev.slate.serving.erasure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All erasures, from the topic {@code erasures}; every replica follows it and drops what its caches
 * hold of the user. Thread-safe.
 */
public final class Erasures {
  private final List<Consumer<Predicate<String>>> caches;
  private final Map<String, Erasure> byDigest = new ConcurrentHashMap<>();

  /**
   * @param caches each drops what it holds of the users that it is given
   */
  public Erasures(List<Consumer<Predicate<String>>> caches) {
    this.caches = List.copyOf(caches);
  }

  /** Handles a record of the topic. */
  public void handle(String digest, byte @Nullable [] json, long offset) {
    if (json == null) {
      byDigest.remove(digest);
      return;
    }
    byDigest.put(digest, Erasure.decode(json));
    caches.forEach(cache -> cache.accept(userId -> Erasure.digest(userId).equals(digest)));
  }

  /** The newest erasure of a user; null if there was none. */
  public @Nullable Erasure of(String userId) {
    return byDigest.get(Erasure.digest(userId));
  }
}
