/**
 * Reads of features through the feature server: latency beside Feast's Python server, and that
 * Feast's Python SDK and Slate see the same values.
 *
 * <p>Start with {@link dev.slate.bench.features.ReadBench}.
 */
@NullMarked
package dev.slate.bench.features;

import org.jspecify.annotations.NullMarked;
