package dev.slate.featurestore.server;

import dev.slate.featurestore.online.feast.JoinKey;
import dev.slate.featurestore.online.feast.KeyType;
import feast.proto.types.ValueProto.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Turns the entity values of a request into keys. A value of another type is coerced to the
 * registered one, because in Feast's keys an int32 7 is another entity than an int64 7, and clients
 * do not agree on which they send.
 */
final class EntityValues {
  /** The key of Feast's views that have no entity; a request does not name it. */
  static final JoinKey NO_ENTITY = new JoinKey("__dummy_id", KeyType.STRING);

  private EntityValues() {}

  /**
   * @return for each row the values of the join keys, in their order
   * @throws InvalidRequestException if a column is missing or a value cannot be coerced
   */
  static List<List<Object>> keys(
      String view, List<JoinKey> joinKeys, Map<String, List<Value>> entities, int rows) {
    List<List<Object>> keys = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      keys.add(new ArrayList<>(joinKeys.size()));
    }
    for (JoinKey joinKey : joinKeys) {
      List<Value> column = entities.get(joinKey.name());
      if (column == null && joinKey.equals(NO_ENTITY)) {
        column = Collections.nCopies(rows, Value.newBuilder().setStringVal("").build());
      }
      if (column == null) {
        throw new InvalidRequestException(
            "entities",
            "no " + joinKey.name() + ", which " + view + " is keyed by",
            "give one value of " + joinKey.name() + " for each row");
      }
      for (int row = 0; row < rows; row++) {
        keys.get(row).add(coerce(joinKey, column.get(row)));
      }
    }
    return keys;
  }

  static Object coerce(JoinKey key, Value value) {
    try {
      return switch (key.type()) {
        case STRING -> text(value);
        case INT32 -> Math.toIntExact(integer(value));
        case INT64, UNIX_TIMESTAMP -> integer(value);
        case BYTES ->
            value.getValCase() == Value.ValCase.BYTES_VAL
                ? value.getBytesVal().toByteArray()
                : value.getStringValBytes().toByteArray();
      };
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new InvalidRequestException(
          "entities." + key.name(),
          value.getValCase() + " (expected: a value that is a " + key.type() + ")",
          "send it as " + key.type());
    }
  }

  private static String text(Value value) {
    return switch (value.getValCase()) {
      case STRING_VAL -> value.getStringVal();
      case INT32_VAL, INT64_VAL -> Long.toString(integer(value));
      case BYTES_VAL -> value.getBytesVal().toStringUtf8();
      default -> throw new IllegalArgumentException();
    };
  }

  private static long integer(Value value) {
    return switch (value.getValCase()) {
      case INT32_VAL -> value.getInt32Val();
      case INT64_VAL -> value.getInt64Val();
      case UNIX_TIMESTAMP_VAL -> value.getUnixTimestampVal();
      case STRING_VAL -> Long.parseLong(value.getStringVal());
      case DOUBLE_VAL -> exact(value.getDoubleVal());
      case FLOAT_VAL -> exact(value.getFloatVal());
      default -> throw new IllegalArgumentException();
    };
  }

  private static long exact(double value) {
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw new IllegalArgumentException();
    }
    return (long) value;
  }
}
