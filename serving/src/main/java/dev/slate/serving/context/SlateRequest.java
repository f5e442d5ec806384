package dev.slate.serving.context;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One slate asked for; checked by who made it.
 *
 * @param userId null for an anonymous session
 * @param session item ids of an anonymous session, newest first
 * @param count 1 to 500
 * @param exclude ids that must not be shown
 * @param category only items of this category, null for all
 */
public record SlateRequest(
    String requestId,
    @Nullable String userId,
    List<String> session,
    int count,
    String surface,
    Set<String> exclude,
    @Nullable String category) {
  public static final int MAX_COUNT = 500;

  public SlateRequest {
    session = List.copyOf(session);
    exclude = Set.copyOf(exclude);
  }
}
