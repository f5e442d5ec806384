package dev.slate.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.serving.RunLedger;
import java.util.List;

/** {@code /v1/runs}: the nightly runs as they announced themselves. */
final class RunApi {
  private final RunLedger ledger;

  RunApi(RunLedger ledger) {
    this.ledger = ledger;
  }

  record Runs(List<JsonNode> runs) {}

  Object all(HttpCall call) {
    call.allow();
    return new Runs(ledger.newestFirst());
  }

  Object one(HttpCall call) {
    String id = call.allow().id("id");
    JsonNode run = ledger.find(id);
    if (run == null) {
      throw ApiException.notFound("run " + id, "id", "see GET /v1/runs for those");
    }
    return run;
  }
}
