/**
 * Whole-system load: requests sent on a schedule that does not wait for answers, so that a stall of
 * the server shows as latency and not as fewer requests. Start at {@link
 * dev.slate.bench.load.LoadMain}.
 */
@NullMarked
package dev.slate.bench.load;

import org.jspecify.annotations.NullMarked;
