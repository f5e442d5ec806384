package dev.slate.pipelines.streaming;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.state.StateFormatException;
import java.util.function.Supplier;

/** Stored state that this process must not go on from; the message says how to rebuild it. */
final class UnusableStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableStateException(FeatureView view, int partition, String problem) {
    super(
        "the online state of "
            + view.name()
            + "."
            + partition
            + " "
            + problem
            + " (fix: delete the keys slate:{"
            + view.name()
            + "."
            + partition
            + "}:* in Redis; it is rebuilt from the log)");
  }

  /** Runs something that reads stored state and gives unreadable bytes this exception. */
  static <T> T naming(FeatureView view, int partition, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (StateFormatException e) {
      throw new UnusableStateException(view, partition, "cannot be read: " + e.getMessage());
    }
  }
}
