package dev.slate.serving.catalog;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Keeps {@link ItemLists} at most half a second behind the catalogue. */
public final class ItemListRefresher implements Supplier<ItemLists> {
  private static final long PERIOD_MS = 500;

  private final ItemCatalog catalog;
  private final Clock clock;
  private volatile ItemLists lists = ItemLists.EMPTY;
  private long madeAt;

  public ItemListRefresher(ItemCatalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** Refreshes on a scheduler until that is shut down. */
  public void start(ScheduledExecutorService scheduler) {
    var unused =
        scheduler.scheduleWithFixedDelay(this::refresh, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /** What to answer from until the catalogue says something. */
  public synchronized void startFrom(ItemLists kept) {
    if (lists.origin() == ItemLists.Origin.NOWHERE) {
      lists = kept;
    }
  }

  /** Makes the lists again if anything changed. */
  public synchronized void refresh() {
    long nowMs = clock.millis();
    catalog.passTime(nowMs);
    long changes = catalog.changes();
    if (changes != madeAt) {
      lists = ItemLists.of(catalog.items(), nowMs);
      madeAt = changes;
    }
  }

  @Override
  public ItemLists get() {
    return lists;
  }
}
