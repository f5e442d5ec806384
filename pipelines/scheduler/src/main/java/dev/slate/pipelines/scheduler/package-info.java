/**
 * When the nightly run happens: {@link dev.slate.pipelines.scheduler.NightlyScheduler} wakes by
 * Quartz, {@link dev.slate.pipelines.scheduler.Watchdog} trusts only the run ledger, and {@link
 * dev.slate.pipelines.scheduler.NightlyRunner} starts the run as a process of its own.
 */
@NullMarked
package dev.slate.pipelines.scheduler;

import org.jspecify.annotations.NullMarked;
