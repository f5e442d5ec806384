package dev.slate.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.serving.catalog.CatalogRecords;
import dev.slate.serving.topic.FollowedWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes items, or users. A change is in the log, acknowledged, and visible here before
 * the answer; other replicas follow within a second. Of changes to one record through one replica
 * none is lost (a batch aside); through several the last one wins.
 */
final class RecordApi<T extends Record> {
  private static final int MAX_COUNT = 1_000;
  private static final int LOCKS = 64;

  private final CatalogRecords<T> records;
  private final FollowedWriter topic;
  private final Function<HttpCall, Predicate<T>> query;
  private final List<Object> locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toList();

  /**
   * @param query reads, and allows, the parameters of a list beside {@code count} and {@code
   *     cursor}
   */
  RecordApi(
      CatalogRecords<T> records, FollowedWriter topic, Function<HttpCall, Predicate<T>> query) {
    this.records = records;
    this.topic = topic;
    this.query = query;
  }

  Object one(HttpCall call) {
    return known(call.allow().id("id"));
  }

  Object put(HttpCall call) {
    String id = call.allow().id("id");
    T one = decoded(id, withId(id, call.body()));
    synchronized (lock(id)) {
      return write(id, one);
    }
  }

  Object patch(HttpCall call) {
    String id = call.allow().id("id");
    JsonNode patch = call.json();
    if (!patch.isObject()) {
      throw ApiException.badField(
          "body", "is not an object", "a JSON merge patch", "send the fields to change");
    }
    synchronized (lock(id)) {
      JsonNode merged = MergePatch.apply(Json.read(CatalogCodec.encode(known(id))), patch);
      return write(id, decoded(id, Json.write(merged)));
    }
  }

  Object delete(HttpCall call) {
    String id = call.allow().id("id");
    synchronized (lock(id)) {
      T gone = known(id);
      topic.write(id, null);
      return Json.of(HttpStatus.ACCEPTED, MediaType.JSON_UTF_8, gone);
    }
  }

  /** A page by id; {@code cursor} is null on the last one. */
  Object list(HttpCall call) {
    Predicate<T> wanted = query.apply(call);
    int count = call.wholeNumber("count", 1, MAX_COUNT, 100);
    List<T> page = new ArrayList<>();
    String cursor = null;
    for (T one : records.after(after(call.text("cursor")))) {
      if (wanted.test(one)) {
        if (page.size() == count) {
          cursor = cursor(records.idOf(page.get(count - 1)));
          break;
        }
        page.add(one);
      }
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put(records.noun() + "s", page);
    answer.put("cursor", cursor);
    return answer;
  }

  /** Many at once: the good ones are written, the others listed one by one. */
  Object bulk(HttpCall call) {
    List<byte[]> texts = Batch.split(call.allow().body(), records.noun());
    List<FollowedWriter.Entry> entries = new ArrayList<>(texts.size());
    List<BatchAnswer.Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        T one = records.decode(texts.get(i));
        entries.add(new FollowedWriter.Entry(records.idOf(one), CatalogCodec.encode(one)));
      } catch (InvalidRecordException e) {
        String fix = "correct " + e.field() + " and send this " + records.noun() + " again";
        refusals.add(new BatchAnswer.Refusal(i, e.field(), String.valueOf(e.getMessage()), fix));
      }
    }
    topic.writeAll(entries);
    return BatchAnswer.of(entries.size(), refusals, "invalid-" + records.noun());
  }

  private Object write(String id, T one) {
    topic.write(id, CatalogCodec.encode(one));
    return Json.of(HttpStatus.ACCEPTED, MediaType.JSON_UTF_8, one);
  }

  /** The next change must read what this one wrote. */
  private Object lock(String id) {
    return locks.get(Math.floorMod(id.hashCode(), LOCKS));
  }

  /** The path says the id; a body may leave it out. */
  private byte[] withId(String id, byte[] body) {
    try {
      if (Json.read(body) instanceof ObjectNode object && !object.has(records.idField())) {
        return Json.write(object.put(records.idField(), id));
      }
    } catch (ApiException e) {
      // The codec says what is wrong with it.
    }
    return body;
  }

  private T decoded(String id, byte[] json) {
    T one = records.decode(json);
    if (!records.idOf(one).equals(id)) {
      throw ApiException.badField(
          records.idField(), records.idOf(one), id + ", as in the path", "use the same id in both");
    }
    return one;
  }

  private T known(String id) {
    T one = records.find(id);
    if (one == null) {
      throw ApiException.notFound(
          records.noun() + " " + id, "id", "add it with PUT /v1/" + records.noun() + "s/{id}");
    }
    return one;
  }

  private static String cursor(String lastId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(lastId.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String after(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      byte[] id = Base64.getUrlDecoder().decode(cursor);
      return InvalidRecordException.checkId("cursor", new String(id, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw ApiException.badField(
          "cursor",
          "not a cursor",
          "cursor of the page before, as it came",
          "leave it out for the first page");
    }
  }
}
