package dev.slate.serving.context;

import dev.slate.serving.scope.Scope;
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
 * @param scope what may be looked at
 * @param situation where and when
 * @param earlier what earlier pages of this slate had
 * @param begunMs when the first page was asked for, milliseconds since 1970; 0: this is it
 */
public record SlateRequest(
    String requestId,
    @Nullable String userId,
    List<String> session,
    int count,
    String surface,
    Set<String> exclude,
    Scope scope,
    Situation situation,
    EarlierPages earlier,
    long begunMs) {
  public static final int MAX_COUNT = 500;

  public SlateRequest {
    session = List.copyOf(session);
    exclude = Set.copyOf(exclude);
  }

  /** The first page, of one category or all, from nowhere in particular. */
  public SlateRequest(
      String requestId,
      @Nullable String userId,
      List<String> session,
      int count,
      String surface,
      Set<String> exclude,
      @Nullable String category) {
    this(
        requestId,
        userId,
        session,
        count,
        surface,
        exclude,
        Scope.of(category),
        Situation.UNKNOWN,
        EarlierPages.NONE,
        0);
  }

  /** This request as the page after those of a cursor. */
  public SlateRequest after(PageCursor cursor) {
    return new SlateRequest(
        requestId,
        userId,
        session,
        count,
        surface,
        exclude,
        scope,
        situation,
        cursor.earlier(),
        cursor.begunMs());
  }

  /** Whether its best items are those of a request that asks for nothing in particular. */
  public boolean isUnlimited() {
    return scope.isEverything() && exclude.isEmpty() && begunMs == 0;
  }

  /** The category that was asked for, null for all. */
  public @Nullable String category() {
    return scope.category();
  }
}
