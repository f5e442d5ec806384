package dev.slate.featurestore.store;

import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a stream view's value, though present, is known to be incomplete. */
public enum Degradation {
  /** The online state was lost and is being rebuilt from the log. */
  REWINDING,
  /** The stream job has not read the log for {@link #BEHIND}, or is that far behind it. */
  STREAM_BEHIND,
  /** The log that the state was built from does not reach as far back as the feature looks. */
  WINDOW_NOT_LOADED;

  /** How old what the state contains may be before it is called behind. */
  public static final Duration BEHIND = Duration.ofSeconds(10);

  /** The gravest reason that holds for a feature; null if there is none. */
  static @Nullable Degradation of(Feature<?> feature, Position position, long nowMs) {
    Coverage coverage = position.coverage();
    if (position.offset() < coverage.rewindOffset()) {
      return REWINDING;
    }
    if (nowMs - coverage.untilMs() > BEHIND.toMillis()) {
      return STREAM_BEHIND;
    }
    long reach = feature.reachMs();
    return coverage.fromMs() > (reach == Long.MAX_VALUE ? 0 : nowMs - reach)
        ? WINDOW_NOT_LOADED
        : null;
  }
}
