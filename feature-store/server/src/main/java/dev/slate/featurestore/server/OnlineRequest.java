package dev.slate.featurestore.server;

import feast.proto.types.ValueProto.Value;
import java.util.List;
import java.util.Map;

/**
 * A request of either protocol.
 *
 * @param service name of a feature service; empty if {@code features} are given
 * @param features as {@code view:feature}
 * @param entities values of join keys, one for each row
 * @param context values that only the request knows, one for each row
 * @param nowMs the time as of which features are evaluated
 */
record OnlineRequest(
    String service,
    List<String> features,
    Map<String, List<Value>> entities,
    Map<String, List<Value>> context,
    long nowMs) {
  private static final int MAX_FEATURES = 1_000;
  private static final int MAX_ROWS = 500;
  private static final int MAX_ID_BYTES = 128;

  /** Rows asked for. */
  int rows() {
    return entities.values().stream().findFirst().map(List::size).orElse(0);
  }

  /**
   * @throws InvalidRequestException if it asks for too much or its columns do not agree
   */
  void requireWellFormed() {
    if (service.isEmpty() == features.isEmpty()) {
      throw new InvalidRequestException(
          "features",
          features.isEmpty() ? "none" : "given beside feature_service",
          "name either features or a feature_service");
    }
    requireFeatures(features.size());
    if (entities.isEmpty()) {
      throw new InvalidRequestException("entities", "none", "give the join keys' values");
    }
    if (rows() > MAX_ROWS) {
      throw new InvalidRequestException(
          "entities",
          rows() + " rows (expected: at most " + MAX_ROWS + ")",
          "ask for fewer rows at once, several times");
    }
    requireRows("entities", entities);
    entities.forEach(OnlineRequest::requireIds);
    requireRows("request_context", context);
  }

  private static void requireIds(String name, List<Value> ids) {
    for (Value id : ids) {
      int bytes = id.getStringValBytes().size();
      if (bytes > MAX_ID_BYTES) {
        throw new InvalidRequestException(
            "entities." + name,
            bytes + " bytes (expected: at most " + MAX_ID_BYTES + ")",
            "send the entity's id, not a document");
      }
    }
  }

  static void requireFeatures(int count) {
    if (count > MAX_FEATURES) {
      throw new InvalidRequestException(
          "features",
          count + " (expected: at most " + MAX_FEATURES + ")",
          "ask for fewer features at once, several times");
    }
  }

  private void requireRows(String field, Map<String, List<Value>> columns) {
    columns.forEach(
        (name, values) -> {
          if (values.size() != rows()) {
            throw new InvalidRequestException(
                field + "." + name,
                values.size() + " values (expected: " + rows() + ", as many as other columns)",
                "give one value for each row");
          }
        });
  }
}
