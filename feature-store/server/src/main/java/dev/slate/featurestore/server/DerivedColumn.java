package dev.slate.featurestore.server;

import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.feature.DerivedFeature;
import dev.slate.featurestore.online.feast.FeastValue;
import dev.slate.featurestore.store.Degradation;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A derived feature: computed from other columns and from the request; NaN is null. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record DerivedColumn(float[] values, @Nullable Degradation degradation, EventTimes eventTimes)
    implements FeatureColumn {
  /** What stands for a view in inputs that the request gives. */
  static final String REQUEST = "request";

  static DerivedColumn of(
      DerivedFeature feature,
      OnlineRequest request,
      Function<FeatureReference, FeatureColumn> columns) {
    List<float[]> inputs = new ArrayList<>();
    Degradation degradation = null;
    for (String input : feature.inputs()) {
      FeatureReference reference = FeatureReference.parse(input);
      if (reference.view().equals(REQUEST)) {
        inputs.add(ofRequest(feature, reference.feature(), request));
      } else {
        FeatureColumn column = columns.apply(reference);
        inputs.add(ofColumn(column, request.rows()));
        degradation = degradation == null ? column.degradation() : degradation;
      }
    }
    float[] values = new float[request.rows()];
    float[] row = new float[inputs.size()];
    for (int i = 0; i < values.length; i++) {
      for (int input = 0; input < row.length; input++) {
        row[input] = inputs.get(input)[i];
      }
      values[i] = feature.value(row);
    }
    Instant now = Instant.ofEpochMilli(request.nowMs());
    return new DerivedColumn(
        values, degradation, EventTimes.of(Collections.nCopies(values.length, now)));
  }

  private static float[] ofColumn(FeatureColumn column, int rows) {
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = FeastValue.toFloat(column.value(row));
    }
    return values;
  }

  private static float[] ofRequest(DerivedFeature feature, String name, OnlineRequest request) {
    List<Value> column = request.context().get(name);
    if (column == null) {
      throw new InvalidRequestException(
          "request_context",
          "no " + name + ", which derived:" + feature.name() + " needs",
          "give one value of " + name + " for each row");
    }
    float[] values = new float[column.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = FeastValue.toFloat(Objects.requireNonNull(column.get(row)).toByteArray());
    }
    return values;
  }

  @Override
  public FeatureStatus status(int row) {
    return Float.isNaN(values[row]) ? FeatureStatus.NULL_VALUE : FeatureStatus.PRESENT;
  }

  @Override
  public byte[] value(int row) {
    return FeastValue.nullableFloat(values[row]);
  }
}
