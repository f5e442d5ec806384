package dev.slate.pipelines.nightly.step;

import dev.slate.data.catalog.Item;
import dev.slate.data.event.Event;
import dev.slate.data.validation.ValidationReport;
import java.util.List;
import java.util.Map;

/**
 * What a night learns from, in memory.
 *
 * @param data table versions, counts and {@code newestEventTimeMs}, for the manifest
 * @param report whether it is fit to learn from
 */
public record Batch(
    List<Event> events, List<Item> items, Map<String, Long> data, ValidationReport report) {}
