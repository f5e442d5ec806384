/**
 * The stream job measured as a whole, beside Kafka Streams on the same log.
 *
 * <p>Start at {@link dev.slate.bench.stream.StreamBench}.
 */
@NullMarked
package dev.slate.bench.stream;

import org.jspecify.annotations.NullMarked;
