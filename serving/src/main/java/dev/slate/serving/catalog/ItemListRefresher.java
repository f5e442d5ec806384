package dev.slate.serving.catalog;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps {@link ItemLists} half a second behind the catalogue's facts. What only happened to items
 * may wait longer where there are many: sorting them takes at most a twentieth of a core.
 */
public final class ItemListRefresher implements Supplier<ItemLists> {
  private static final long PERIOD_MS = 500;
  private static final int RESTS = 20;

  private final ItemCatalog catalog;
  private final Clock clock;
  private final LongSupplier nanos;
  private volatile ItemLists lists = ItemLists.EMPTY;
  private long madeAt;
  private long factsAt;
  private long restedNanos;

  public ItemListRefresher(ItemCatalog catalog, Clock clock) {
    this(catalog, clock, System::nanoTime);
  }

  ItemListRefresher(ItemCatalog catalog, Clock clock, LongSupplier nanos) {
    this.catalog = catalog;
    this.clock = clock;
    this.nanos = nanos;
    this.restedNanos = nanos.getAsLong();
  }

  /** Refreshes on a scheduler until that is shut down. */
  public void start(ScheduledExecutorService scheduler) {
    var unused =
        scheduler.scheduleWithFixedDelay(this::refreshAtTimes, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /** What to answer from until the catalogue says something. */
  public synchronized void startFrom(ItemLists kept) {
    if (lists.origin() == ItemLists.Origin.NOWHERE) {
      lists = kept;
    }
  }

  synchronized void refreshAtTimes() {
    catalog.passTime(clock.millis());
    if (catalog.factsVersion() != factsAt || nanos.getAsLong() - restedNanos >= 0) {
      refresh();
    }
  }

  /** Makes the lists again if anything changed. */
  public synchronized void refresh() {
    long begin = nanos.getAsLong();
    long nowMs = clock.millis();
    catalog.passTime(nowMs);
    long changes = catalog.changes();
    if (changes != madeAt) {
      factsAt = catalog.factsVersion();
      lists = ItemLists.of(catalog.items(), nowMs);
      madeAt = changes;
      long end = nanos.getAsLong();
      restedNanos = end + RESTS * (end - begin);
    }
  }

  @Override
  public ItemLists get() {
    return lists;
  }
}
