package dev.slate.serving.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last items that changed, in a ring, so that what is derived from all can follow. Thread-safe.
 */
final class ChangeLog {
  private static final int CAPACITY = 4096;

  private final AtomicReferenceArray<@Nullable CatalogItem> ring =
      new AtomicReferenceArray<>(CAPACITY);
  private volatile long version;

  /** How many changes there were. */
  long version() {
    return version;
  }

  synchronized void add(CatalogItem item) {
    ring.set((int) (version % CAPACITY), item);
    version++;
  }

  /** Who changed after a version, perhaps twice; null if that is too long ago. */
  @Nullable List<CatalogItem> since(long from) {
    long to = version;
    if (from < 0 || to - from > CAPACITY) {
      return null;
    }
    List<CatalogItem> changed = new ArrayList<>((int) (to - from));
    for (long at = from; at < to; at++) {
      CatalogItem item = ring.get((int) (at % CAPACITY));
      if (item != null) {
        changed.add(item);
      }
    }
    // What was overwritten while we read.
    return version - from >= CAPACITY ? null : changed;
  }
}
