package dev.slate.serving.http;

import dev.slate.serving.change.Change;
import dev.slate.serving.change.Changes;
import java.util.List;

/** {@code /v1/audit/changes}: who changed what. */
final class ChangeApi {
  private static final int SHOWN = 100;

  private final Changes changes;

  ChangeApi(Changes changes) {
    this.changes = changes;
  }

  record Newest(List<Change> changes) {}

  Object newest(HttpCall call) {
    return new Newest(
        changes.newestFirst(call.allow("count").wholeNumber("count", 1, Changes.KEPT, SHOWN)));
  }
}
