package dev.slate.serving.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.bench.fuzz.Bounded;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.serving.experiment.ExperimentCodec;
import dev.slate.serving.scope.InvalidFilterException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** Any body is taken or refused with a problem that names a field. */
class HttpBodyFuzzTest {
  private static final String[] FIELDS = {
    "userId",
    "users",
    "items",
    "count",
    "surface",
    "exclude",
    "include",
    "category",
    "filter",
    "cursor",
    "explain",
    "context"
  };
  private static final RequestReader REQUESTS = new RequestReader(20, Clock.systemUTC());
  private static final byte[] ITEM =
      """
      {"itemId":"i","title":"t","categories":["a"],"createdMs":5,"attributes":{"x":"1"}}
      """
          .getBytes(StandardCharsets.UTF_8);

  @FuzzTest(maxDuration = "10m")
  void read(byte[] body) {
    if (body.length > 0) {
      byte[] rest = Arrays.copyOfRange(body, 1, body.length);
      Bounded.run(body, () -> read(Math.floorMod(body[0], 7), rest));
    }
  }

  private static void read(int kind, byte[] body) {
    try {
      switch (kind) {
        case 0 -> batch(body);
        case 1 -> fields(body);
        case 2 -> CatalogCodec.decodeItem(body);
        case 3 -> CatalogCodec.decodeUser(body);
        case 4 -> ExperimentCodec.decode("key", Json.read(body));
        case 5 -> request(body);
        default -> patch(body);
      }
    } catch (ApiException | InvalidRecordException | InvalidFilterException e) {
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

  private static void request(byte[] body) {
    Fields fields = Fields.of(Json.read(body), FIELDS);
    if (fields.has("users")) {
      fields.texts("users", 50);
    }
    Fields context = fields.object("context", "device", "timeZone", "localTime", "currentItem");
    REQUESTS.read(fields, context, fields.id("userId"), List.copyOf(fields.ids("items")));
  }

  /** What a patch makes of an item can be written and read again. */
  private static void patch(byte[] body) {
    JsonNode merged = MergePatch.apply(Json.read(ITEM), Json.read(body));
    Item item = CatalogCodec.decodeItem(Json.write(merged));
    if (!CatalogCodec.decodeItem(CatalogCodec.encode(item)).equals(item)) {
      throw new AssertionError("what was written reads as another item");
    }
  }
}
