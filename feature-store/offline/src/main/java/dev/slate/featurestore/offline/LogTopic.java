package dev.slate.featurestore.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.Topics;
import dev.slate.data.event.Canary;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.data.event.Lateness;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.admission.EventRules;
import dev.slate.featurestore.admission.RefusedRecordException;
import dev.slate.featurestore.audit.ServedVectors;
import dev.slate.featurestore.audit.ServedVectorsCodec;
import dev.slate.featurestore.state.StateFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The topics that are logs, and how their records become rows. */
enum LogTopic {
  EVENTS(Topics.EVENTS, LakeTable.EVENTS, "eventTimeMs") {
    @Override
    RecordDecoder decoder(EventRules rules) {
      return record -> event(record, rules);
    }

    @Override
    boolean isErased(Row row, Erasures erasures) {
      return Rejectable.isAccepted(row)
          ? erasures.coversEvent(
              row.getString(1), row.getInt(PARTITION), row.getLong(PARTITION + 1))
          : Rejectable.isErased(row, erasures);
    }
  },
  EXPOSURES(Topics.EXPOSURES, LakeTable.EXPOSURES, "timeMs") {
    @Override
    RecordDecoder decoder(EventRules rules) {
      return LogTopic::exposure;
    }

    @Override
    boolean isErased(Row row, Erasures erasures) {
      return Rejectable.isAccepted(row)
          ? erasures.covers(row.getString(1), row.getLong(2))
          : Rejectable.isErased(row, erasures);
    }
  },
  SERVED_FEATURES(Topics.SERVED_FEATURES, LakeTable.SERVED_FEATURES, "timeMs") {
    @Override
    RecordDecoder decoder(EventRules rules) {
      return LogTopic::servedVectors;
    }

    @Override
    boolean isErased(Row row, Erasures erasures) {
      return EXPOSURES.isErased(row, erasures);
    }
  };

  private static final int PARTITION = LakeTable.EVENTS.schema().fieldIndex("partition");
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

  /** How its records become rows; what only measures becomes none. */
  abstract RecordDecoder decoder(EventRules rules);

  /** Whether a decoded row, or one that was rejected, is about a user who was erased after it. */
  abstract boolean isErased(Row row, Erasures erasures);

  /** The rows without those of erased users. */
  Dataset<Row> without(Erasures erasures, Dataset<Row> rows) {
    FilterFunction<Row> stays = row -> !isErased(row, erasures);
    return erasures.isEmpty() ? rows : rows.filter(stays);
  }

  private static Decoded event(ConsumerRecord<byte[], byte[]> record, EventRules rules)
      throws RefusedRecordException {
    if (record.value() == null && record.key() != null) {
      String id = new String(record.key(), StandardCharsets.UTF_8);
      rules.requirePartition(
          Entity.USER, InvalidRecordException.checkId("key", id), record.partition());
      return Decoded.Other.ERASURE;
    }
    Event event = rules.decode(RecordDecoder.value(record));
    EventHeader header = event.header();
    rules.requireTime(
        event, record.timestamp(), record.headers().lastHeader(Lateness.BACKFILL) != null);
    rules.requirePartition(Entity.USER, header.userId(), record.partition());
    if (Canary.is(event)) {
      return Decoded.Other.NOTHING;
    }
    LocalDate date = date("eventTimeMs", header.eventTimeMs());
    Object[] columns = {
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
    return new Decoded.Values(columns);
  }

  private static Decoded exposure(ConsumerRecord<byte[], byte[]> record) {
    JsonNode json = object(RecordDecoder.value(record));
    long timeMs = json.path("timeMs").asLong(-1);
    LocalDate date = date("timeMs", timeMs);
    Object[] columns = {
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
    return new Decoded.Values(columns);
  }

  private static Decoded servedVectors(ConsumerRecord<byte[], byte[]> record) {
    ServedVectors served;
    try {
      served = ServedVectorsCodec.decode(RecordDecoder.value(record));
    } catch (StateFormatException e) {
      throw new InvalidRecordException("served vectors", String.valueOf(e.getMessage()));
    }
    LocalDate date = date("timeMs", served.nowMs());
    Object[] columns = {
      served.requestId(),
      served.user().id(),
      served.nowMs(),
      served.model(),
      record.value(),
      record.partition(),
      record.offset(),
      date,
      date.toString().substring(0, MONTH)
    };
    return new Decoded.Values(columns);
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
