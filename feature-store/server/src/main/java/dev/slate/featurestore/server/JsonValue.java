package dev.slate.featurestore.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import feast.proto.types.ValueProto.Value;
import java.io.IOException;
import java.util.List;

/** Writes a serialised {@code feast.types.Value} as plain JSON, as Feast's Python server does. */
final class JsonValue {
  private JsonValue() {}

  static void write(JsonGenerator json, byte[] bytes) throws IOException {
    Value value = Value.parseFrom(bytes);
    switch (value.getValCase()) {
      case BYTES_VAL -> json.writeBinary(value.getBytesVal().toByteArray());
      case STRING_VAL -> json.writeString(value.getStringVal());
      case INT32_VAL -> json.writeNumber(value.getInt32Val());
      case INT64_VAL -> json.writeNumber(value.getInt64Val());
      case DOUBLE_VAL -> number(json, value.getDoubleVal());
      case FLOAT_VAL -> number(json, value.getFloatVal());
      case BOOL_VAL -> json.writeBoolean(value.getBoolVal());
      case UNIX_TIMESTAMP_VAL -> json.writeNumber(value.getUnixTimestampVal());
      case BYTES_LIST_VAL -> list(json, value.getBytesListVal().getValList());
      case STRING_LIST_VAL -> list(json, value.getStringListVal().getValList());
      case INT32_LIST_VAL -> list(json, value.getInt32ListVal().getValList());
      case INT64_LIST_VAL -> list(json, value.getInt64ListVal().getValList());
      case DOUBLE_LIST_VAL -> list(json, value.getDoubleListVal().getValList());
      case FLOAT_LIST_VAL -> list(json, value.getFloatListVal().getValList());
      case BOOL_LIST_VAL -> list(json, value.getBoolListVal().getValList());
      case UNIX_TIMESTAMP_LIST_VAL -> list(json, value.getUnixTimestampListVal().getValList());
      case NULL_VAL, VAL_NOT_SET -> json.writeNull();
    }
  }

  private static void list(JsonGenerator json, List<?> values) throws IOException {
    json.writeStartArray();
    for (Object value : values) {
      if (value instanceof Float || value instanceof Double) {
        number(json, ((Number) value).doubleValue());
      } else if (value instanceof ByteString bytes) {
        json.writeBinary(bytes.toByteArray());
      } else {
        json.writePOJO(value);
      }
    }
    json.writeEndArray();
  }

  /** JSON has no NaN. A float is widened, as Python does. */
  private static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
