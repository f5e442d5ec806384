package dev.slate.serving.erasure;

import dev.slate.serving.after.LastGoodLists;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All erasures, from the topic {@code erasures}; every replica follows it and drops what its caches
 * hold of the user. Thread-safe.
 */
public final class Erasures {
  private final LastGoodLists lastGood;
  private final Map<String, Erasure> byDigest = new ConcurrentHashMap<>();

  public Erasures(LastGoodLists lastGood) {
    this.lastGood = lastGood;
  }

  /** Handles a record of the topic. */
  public void handle(String digest, byte @Nullable [] json, long offset) {
    if (json == null) {
      byDigest.remove(digest);
      return;
    }
    byDigest.put(digest, Erasure.decode(json));
    lastGood.forget(userId -> Erasure.digest(userId).equals(digest));
  }

  /** The newest erasure of a user; null if there was none. */
  public @Nullable Erasure of(String userId) {
    return byDigest.get(Erasure.digest(userId));
  }
}
