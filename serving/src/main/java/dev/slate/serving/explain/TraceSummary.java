package dev.slate.serving.explain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a list of logged requests shows of one. */
public record TraceSummary(
    String requestId,
    @Nullable String userId,
    long timeMs,
    String surface,
    TraceRecord.Cause cause,
    @Nullable String model,
    String rung,
    @Nullable String rungReason,
    Map<String, String> experiments,
    int items) {}
