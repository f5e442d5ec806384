package dev.slate.serving.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.serving.experiment.ExperimentCodec;
import java.util.Arrays;

/** Any body is taken or refused with a problem that names a field. */
class HttpBodyFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void read(byte[] body) {
    if (body.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(body, 1, body.length);
    try {
      switch (body[0] % 5) {
        case 0 -> batch(rest);
        case 1 -> fields(rest);
        case 2 -> CatalogCodec.decodeItem(rest);
        case 3 -> CatalogCodec.decodeUser(rest);
        default -> ExperimentCodec.decode("key", Json.read(rest));
      }
    } catch (ApiException | InvalidRecordException e) {
      // Refused, as it should be.
    }
  }

  private static void batch(byte[] body) {
    for (byte[] text : Batch.split(body, "event")) {
      try {
        EventCodec.decodeNew(text, () -> 0);
      } catch (InvalidRecordException e) {
        // One bad event keeps no other out.
      }
    }
  }

  private static void fields(byte[] body) {
    JsonNode json = Json.read(body);
    Fields fields = Fields.of(json, "userId", "items", "count", "surface", "explain");
    fields.id("userId");
    fields.ids("items");
    fields.wholeNumber("count", 1, 500, 20);
    fields.text("surface");
    fields.flag("explain");
  }
}
