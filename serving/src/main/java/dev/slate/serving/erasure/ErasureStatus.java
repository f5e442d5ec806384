package dev.slate.serving.erasure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an erasure is.
 *
 * @param complete nothing of the user is left anywhere
 * @param completeMs when that will be at the latest, if nothing fails; null if nobody knows yet, or
 *     if it will never be as things are configured
 */
public record ErasureStatus(
    long requestedMs, boolean complete, @Nullable Long completeMs, List<Part> parts) {

  /**
   * One place that may hold something of the user.
   *
   * @param state {@code done} or {@code pending}
   * @param untilMs when it will be done; null if it is not known
   * @param detail what is done, or what it waits for
   */
  public record Part(String name, String state, @Nullable Long untilMs, String detail) {
    static Part done(String name, String detail) {
      return new Part(name, "done", null, detail);
    }

    static Part pending(String name, @Nullable Long untilMs, String detail) {
      return new Part(name, "pending", untilMs, detail);
    }

    boolean isDone() {
      return state.equals("done");
    }
  }

  static ErasureStatus of(long requestedMs, List<Part> parts) {
    List<Part> pending = parts.stream().filter(part -> !part.isDone()).toList();
    boolean known = !pending.isEmpty() && pending.stream().allMatch(part -> part.untilMs() != null);
    Long latest =
        known
            ? pending.stream()
                .map(Part::untilMs)
                .reduce(0L, (a, b) -> Math.max(a, b == null ? 0 : b))
            : null;
    return new ErasureStatus(requestedMs, pending.isEmpty(), latest, parts);
  }
}
