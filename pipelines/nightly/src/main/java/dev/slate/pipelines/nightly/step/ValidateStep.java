package dev.slate.pipelines.nightly.step;

import dev.slate.data.catalog.Item;
import dev.slate.data.event.Event;
import dev.slate.data.validation.BatchRules;
import dev.slate.data.validation.BatchSummary;
import dev.slate.data.validation.BatchThresholds;
import dev.slate.data.validation.ValidationReport;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.LakeTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the lake and judges whether it is fit to learn from; may be repeated.
 *
 * @param thresholds how bad it may be
 */
public record ValidateStep(Lake lake, BatchThresholds thresholds, long nowMs) {
  /** Fewer events are noise. */
  private static final long MIN_EVENTS = 500;

  /**
   * For a registry with a champion: stale events teach nothing new. Without one, a first model of
   * an old data set is better than none.
   */
  public static BatchThresholds after(boolean champion) {
    BatchThresholds base = champion ? BatchThresholds.live() : BatchThresholds.historic();
    return new BatchThresholds(
        MIN_EVENTS,
        base.maxUnknownItems(),
        base.maxInFuture(),
        base.maxDuplicates(),
        base.maxNulls(),
        base.maxAge());
  }

  public Batch run() {
    long eventsVersion = lake.version(LakeTable.EVENTS);
    long itemsVersion = lake.version(LakeTable.ITEMS);
    LakeReader reader = new LakeReader(lake, eventsVersion, itemsVersion);
    List<Event> events = reader.events();
    List<Item> items = reader.items();
    BatchSummary summary = BatchSummary.of(events, items, nowMs);
    ValidationReport report = BatchRules.check(summary, thresholds, nowMs);
    Map<String, Long> data =
        Map.of(
            "events.version",
            eventsVersion,
            "items.version",
            itemsVersion,
            "events",
            (long) events.size(),
            "items",
            (long) items.size(),
            "newestEventTimeMs",
            summary.newestEventMs());
    return new Batch(events, items, data, report);
  }

  public static String detail(Batch batch) {
    return batch.report().passed()
        ? String.format(
            Locale.ROOT, "%,d events, %,d items", batch.events().size(), batch.items().size())
        : batch.report().failures();
  }
}
