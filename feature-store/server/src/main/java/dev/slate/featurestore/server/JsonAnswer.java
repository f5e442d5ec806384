package dev.slate.featurestore.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.store.Degradation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the JSON of Feast's Python server: the entity columns first, then a column for each
 * feature. Where something is degraded, {@code metadata.degraded} names it with the reason.
 */
final class JsonAnswer {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonAnswer() {}

  static byte[] encode(
      JsonFactory factory,
      JsonRequest request,
      OnlineAnswer answer,
      Map<FeatureReference, Degradation> degraded)
      throws IOException {
    List<String> names = new ArrayList<>();
    request.entities().fieldNames().forEachRemaining(names::add);
    names.addAll(request.names(answer.references()));
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 * names.size() * answer.rows() + 64);
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setCodec(MAPPER);
      json.writeStartObject();
      metadata(json, names, degraded);
      json.writeArrayFieldStart("results");
      for (JsonNode entity : request.entities()) {
        entity(json, entity);
      }
      for (FeatureColumn column : answer.columns()) {
        column(json, column, answer.rows());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void metadata(
      JsonGenerator json, List<String> names, Map<FeatureReference, Degradation> degraded)
      throws IOException {
    json.writeObjectFieldStart("metadata");
    json.writeArrayFieldStart("feature_names");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
    if (!degraded.isEmpty()) {
      json.writeObjectFieldStart("degraded");
      for (Map.Entry<FeatureReference, Degradation> entry : degraded.entrySet()) {
        json.writeStringField(entry.getKey().toString(), entry.getValue().name());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void entity(JsonGenerator json, JsonNode values) throws IOException {
    json.writeStartObject();
    json.writeFieldName("values");
    json.writeTree(values);
    json.writeArrayFieldStart("statuses");
    for (int row = 0; row < values.size(); row++) {
      json.writeString(FeatureStatus.PRESENT.name());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("event_timestamps");
    for (int row = 0; row < values.size(); row++) {
      json.writeString(Instant.EPOCH.toString());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void column(JsonGenerator json, FeatureColumn column, int rows)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("values");
    for (int row = 0; row < rows; row++) {
      JsonValue.write(json, column.value(row));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("statuses");
    for (int row = 0; row < rows; row++) {
      json.writeString(column.status(row).name());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("event_timestamps");
    for (Instant time : column.eventTimes().rows()) {
      json.writeString(time.toString());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
