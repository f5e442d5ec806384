package dev.slate.serving.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.slate.data.event.Canary;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * {@code POST /v1/events}: valid events are in the log, acknowledged, before the answer; invalid
 * ones are listed one by one and do not keep the others out.
 */
final class EventApi {
  private static final long MAX_AHEAD_MS = Duration.ofMinutes(5).toMillis();
  private static final int MAX_ERRORS = 100;

  private final TopicWriter topic;
  private final ItemCatalog catalog;
  private final Clock clock;
  private final Counter accepted;
  private final Counter rejected;

  EventApi(TopicWriter topic, ItemCatalog catalog, Clock clock, MeterRegistry meters) {
    this.topic = topic;
    this.catalog = catalog;
    this.clock = clock;
    this.accepted = meters.counter("slate.events", "state", "accepted");
    this.rejected = meters.counter("slate.events", "state", "rejected");
  }

  /** {@code errors} lists the first hundred. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Answer(int accepted, int rejected, List<Refusal> errors) {}

  /** One event that was not accepted. */
  record Refusal(int index, String field, String detail, String fix) {}

  HttpResponse post(HttpCall call) {
    List<byte[]> texts = EventBatch.split(call.allow().body());
    List<CompletableFuture<Void>> acknowledged = new ArrayList<>(texts.size());
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        Event event = EventCodec.decodeNew(texts.get(i), clock::millis);
        check(event);
        acknowledged.add(topic.send(event.userId(), EventCodec.encode(event)));
      } catch (InvalidRecordException e) {
        refusals.add(refusal(i, e));
      }
    }
    topic.await(CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new)));
    accepted.increment(acknowledged.size());
    rejected.increment(refusals.size());
    return answer(acknowledged.size(), refusals);
  }

  private void check(Event event) {
    if (Canary.is(event)) {
      throw new InvalidRecordException(
          Canary.isItem(event.itemId()) ? "itemId" : "userId",
          "is reserved for measuring (expected: neither item "
              + Canary.ITEM
              + " nor a user "
              + Canary.USER_PREFIX
              + "<n>)");
    }
    if (catalog.facts(event.itemId()) == null) {
      throw new InvalidRecordException(
          "itemId", event.itemId() + " is not in the catalogue (expected: a known item)");
    }
    long ahead = event.eventTimeMs() - clock.millis();
    if (ahead > MAX_AHEAD_MS) {
      throw new InvalidRecordException(
          "eventTimeMs",
          event.eventTimeMs()
              + " is "
              + ahead / 1_000
              + " s in the future (expected: milliseconds since 1970, at most 300 s ahead)");
    }
  }

  private static Refusal refusal(int index, InvalidRecordException e) {
    String fix =
        switch (e.field()) {
          case "itemId" -> "add the item first with PUT /v1/items/{id}, or correct its id";
          case "eventTimeMs" -> "send milliseconds, not seconds or microseconds; check the clock";
          case "event" -> "send one JSON object, an array of them, or one per line";
          default -> "correct " + e.field() + " and send this event again";
        };
    return new Refusal(index, e.field(), String.valueOf(e.getMessage()), fix);
  }

  private static HttpResponse answer(int accepted, List<Refusal> refusals) {
    List<Refusal> listed = refusals.subList(0, Math.min(MAX_ERRORS, refusals.size()));
    if (accepted > 0 || refusals.isEmpty()) {
      HttpStatus status = refusals.isEmpty() ? HttpStatus.ACCEPTED : HttpStatus.MULTI_STATUS;
      return Json.of(
          status, MediaType.JSON_UTF_8, new Answer(accepted, refusals.size(), List.copyOf(listed)));
    }
    Refusal first = refusals.get(0);
    return Json.problem(
        Problem.of("invalid-event", HttpStatus.BAD_REQUEST, first.detail, first.field, first.fix)
            .withErrors(listed));
  }
}
