package dev.slate.featurestore.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.Topics;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.InvalidRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The topics that are logs, and how their records become rows. */
enum LogTopic implements RecordDecoder {
  EVENTS(Topics.EVENTS, LakeTable.EVENTS, "eventTimeMs") {
    @Override
    public Object[] decode(ConsumerRecord<byte[], byte[]> record) {
      Event event = EventCodec.decode(RecordDecoder.value(record));
      EventHeader header = event.header();
      LocalDate date = date("eventTimeMs", header.eventTimeMs());
      return new Object[] {
        header.eventId(),
        header.userId(),
        header.itemId(),
        event.kind().wireName(),
        event.value(),
        header.eventTimeMs(),
        header.requestId(),
        header.surface(),
        extra(header),
        record.partition(),
        record.offset(),
        date,
        date.toString().substring(0, MONTH)
      };
    }
  },
  EXPOSURES(Topics.EXPOSURES, LakeTable.EXPOSURES, "timeMs") {
    @Override
    public Object[] decode(ConsumerRecord<byte[], byte[]> record) {
      JsonNode json = object(RecordDecoder.value(record));
      long timeMs = json.path("timeMs").asLong(-1);
      LocalDate date = date("timeMs", timeMs);
      return new Object[] {
        text(json, "requestId"),
        text(json, "userId"),
        timeMs,
        optionalText(json, "model"),
        text(json, "rung"),
        new String(record.value(), StandardCharsets.UTF_8),
        record.partition(),
        record.offset(),
        date,
        date.toString().substring(0, MONTH)
      };
    }
  };

  private static final int MONTH = "yyyy-MM".length();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  // The last millisecond of year 9999: a date column holds no more.
  private static final long LAST_MS = 253_402_300_799_999L;

  private final String topic;
  private final LakeTable table;
  private final String timeColumn;

  LogTopic(String topic, LakeTable table, String timeColumn) {
    this.topic = topic;
    this.table = table;
    this.timeColumn = timeColumn;
  }

  String topic() {
    return topic;
  }

  LakeTable table() {
    return table;
  }

  String timeColumn() {
    return timeColumn;
  }

  private static @Nullable String extra(EventHeader header) {
    try {
      return header.extra().isEmpty() ? null : MAPPER.writeValueAsString(header.extra());
    } catch (JsonProcessingException e) {
      throw new InvalidRecordException("event", "has fields that are not JSON: " + e.getMessage());
    }
  }

  private static JsonNode object(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      throw new InvalidRecordException("exposure", "is not valid JSON");
    }
    throw new InvalidRecordException("exposure", "is not a JSON object");
  }

  private static String text(JsonNode json, String field) {
    if (!json.path(field).isTextual()) {
      throw new InvalidRecordException(field, json.path(field) + " (expected: a string)");
    }
    return json.path(field).textValue();
  }

  /** Null where the field is missing or null: a slate made before there was a model has none. */
  private static @Nullable String optionalText(JsonNode json, String field) {
    return json.path(field).isMissingNode() || json.path(field).isNull() ? null : text(json, field);
  }

  private static LocalDate date(String field, long timeMs) {
    if (timeMs < 0 || timeMs > LAST_MS) {
      throw new InvalidRecordException(
          field, timeMs + " (expected: milliseconds since 1970, up to the year 9999)");
    }
    return Instant.ofEpochMilli(timeMs).atZone(ZoneOffset.UTC).toLocalDate();
  }
}
