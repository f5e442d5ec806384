package dev.slate.featurestore.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.feast.FeastClient;
import dev.feast.Row;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.online.RedisFeastWriter;
import dev.slate.featurestore.online.feast.EntityKey;
import dev.slate.featurestore.online.feast.FeastRow;
import dev.slate.featurestore.online.feast.FeastTable;
import dev.slate.featurestore.online.feast.JoinKey;
import dev.slate.featurestore.online.feast.KeyType;
import dev.slate.featurestore.online.feast.KeyVersion;
import dev.slate.featurestore.server.TestFeatureServer;
import feast.proto.core.RegistryProto;
import feast.proto.core.RegistryProto.FeatureSpecV2;
import feast.proto.core.RegistryProto.FeatureViewSpec;
import feast.proto.core.RegistryProto.Registry;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.types.ValueProto.BoolList;
import feast.proto.types.ValueProto.BytesList;
import feast.proto.types.ValueProto.DoubleList;
import feast.proto.types.ValueProto.FloatList;
import feast.proto.types.ValueProto.Int32List;
import feast.proto.types.ValueProto.Int64List;
import feast.proto.types.ValueProto.StringList;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feast's own Java client reads every type of a view that a Feast registry defines. */
class FeastClientTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final Map<String, Value> VALUES = values();
  private static TestFeatureServer server;
  private static FeastClient client;

  private static Map<String, Value> values() {
    ByteString bytes = ByteString.copyFrom(new byte[] {0, -1, 7});
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("int32", Value.newBuilder().setInt32Val(-5).build());
    values.put("int64", Value.newBuilder().setInt64Val(1L << 40).build());
    values.put("float", Value.newBuilder().setFloatVal(1.5f).build());
    values.put("double", Value.newBuilder().setDoubleVal(Math.PI).build());
    values.put("bool", Value.newBuilder().setBoolVal(false).build());
    values.put("string", Value.newBuilder().setStringVal("é").build());
    values.put("bytes", Value.newBuilder().setBytesVal(bytes).build());
    values.put("time", Value.newBuilder().setUnixTimestampVal(1_700_000_000L).build());
    values.put("zero", Value.newBuilder().setInt64Val(0).build());
    values.put(
        "int32s",
        Value.newBuilder().setInt32ListVal(Int32List.newBuilder().addVal(1).addVal(-1)).build());
    values.put(
        "int64s",
        Value.newBuilder().setInt64ListVal(Int64List.newBuilder().addVal(1).addVal(300)).build());
    values.put(
        "floats",
        Value.newBuilder().setFloatListVal(FloatList.newBuilder().addVal(1).addVal(2)).build());
    values.put(
        "doubles", Value.newBuilder().setDoubleListVal(DoubleList.newBuilder().addVal(9)).build());
    values.put(
        "bools", Value.newBuilder().setBoolListVal(BoolList.newBuilder().addVal(true)).build());
    values.put(
        "strings",
        Value.newBuilder()
            .setStringListVal(StringList.newBuilder().addVal("a").addVal(""))
            .build());
    values.put(
        "byteses",
        Value.newBuilder().setBytesListVal(BytesList.newBuilder().addVal(bytes)).build());
    values.put(
        "times",
        Value.newBuilder().setUnixTimestampListVal(Int64List.newBuilder().addVal(7)).build());
    values.put("empty", Value.newBuilder().setFloatListVal(FloatList.newBuilder()).build());
    values.put("null", Value.getDefaultInstance());
    return values;
  }

  private static final FeastTable TABLE =
      new FeastTable(
          "everything",
          new EntityKey(
              KeyVersion.V3,
              "other",
              List.of(
                  new JoinKey("driver_id", KeyType.INT64), new JoinKey("city", KeyType.STRING))),
          List.copyOf(VALUES.keySet()));

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("registry.db");
    Files.write(file, registry().toByteArray());
    server = new TestFeatureServer(FeatureCatalog.standard(), file.toString(), NOW.toEpochMilli());
    try (RedisFeastWriter writer = new RedisFeastWriter(server.redis().uri())) {
      writer.write(
          TABLE, List.of(row(1001, NOW.minusSeconds(60)), row(1002, NOW.minusSeconds(61))));
    }
    client = FeastClient.create("127.0.0.1", server.port());
  }

  private static FeastRow row(long driver, Instant time) {
    List<byte[]> values = new ArrayList<>();
    VALUES.values().forEach(value -> values.add(value.toByteArray()));
    return new FeastRow(List.of(driver, "Rom"), time, values);
  }

  private static Registry registry() {
    FeatureViewSpec.Builder view =
        FeatureViewSpec.newBuilder()
            .setName("everything")
            .setProject("other")
            .setTtl(com.google.protobuf.Duration.newBuilder().setSeconds(60))
            .addEntityColumns(column("driver_id", ValueType.Enum.INT64))
            .addEntityColumns(column("city", ValueType.Enum.STRING));
    VALUES.keySet().forEach(name -> view.addFeatures(FeatureSpecV2.newBuilder().setName(name)));
    return Registry.newBuilder()
        .addFeatureViews(RegistryProto.FeatureView.newBuilder().setSpec(view))
        .build();
  }

  private static FeatureSpecV2 column(String name, ValueType.Enum type) {
    return FeatureSpecV2.newBuilder().setName(name).setValueType(type).build();
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  private static List<Row> read(Object... drivers) {
    List<String> references = VALUES.keySet().stream().map(name -> "everything:" + name).toList();
    List<Row> rows = new ArrayList<>();
    for (Object driver : drivers) {
      rows.add(Row.create().set("driver_id", driver).set("city", "Rom"));
    }
    return client.getOnlineFeatures(references, rows);
  }

  @Test
  void getOnlineFeatures_everyType_asWritten() {
    Row row = read(1001L).get(0);
    VALUES.forEach(
        (name, value) -> {
          assertThat(row.getFields().get("everything:" + name)).as(name).isEqualTo(value);
          assertThat(row.getStatus("everything:" + name))
              .as(name)
              .isEqualTo(name.equals("null") ? FieldStatus.NULL_VALUE : FieldStatus.PRESENT);
        });
    assertThat(row.getEntityTimestamp().getSeconds()).isEqualTo(NOW.getEpochSecond() - 60);
    assertThat(row.getInt("everything:int32")).isEqualTo(-5);
    assertThat(row.getString("city")).isEqualTo("Rom");
  }

  @Test
  void getOnlineFeatures_oldAndMissingRows_statusesSaySo() {
    List<Row> rows = read(1002L, 7L);
    assertThat(rows.get(0).getStatus("everything:int64")).isEqualTo(FieldStatus.OUTSIDE_MAX_AGE);
    // As Feast's Java server does, the old value is shown beside its status.
    assertThat(rows.get(0).getLong("everything:int64")).isEqualTo(1L << 40);
    assertThat(rows.get(1).getStatus("everything:int64")).isEqualTo(FieldStatus.NOT_FOUND);
    assertThat(rows.get(1).getFields().get("everything:int64"))
        .isEqualTo(Value.getDefaultInstance());
  }

  @Test
  void getOnlineFeatures_keyOfAnotherType_isCoerced() {
    for (Object driver : List.of(1001, "1001", 1001.0)) {
      assertThat(read(driver).get(0).getLong("everything:int64")).isEqualTo(1L << 40);
    }
    assertThatThrownBy(() -> read("x"))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("INVALID_ARGUMENT: entities.driver_id: STRING_VAL");
  }

  @Test
  void getOnlineFeatures_unknownOrTooMany_namesTheFieldAndTheFix() {
    Row row = Row.create().set("driver_id", 1L).set("city", "Rom");
    assertThatThrownBy(() -> client.getOnlineFeatures(List.of("everything:nothing"), List.of(row)))
        .hasMessageContainingAll("INVALID_ARGUMENT", "everything:nothing", "use one of int32");
    assertThatThrownBy(() -> client.getOnlineFeatures(List.of("nothing:a"), List.of(row)))
        .hasMessageContainingAll("view nothing", "everything", "user_activity");
    assertThatThrownBy(
            () ->
                client.getOnlineFeatures(
                    Collections.nCopies(1_001, "everything:int32"), List.of(row)))
        .hasMessageContaining("features: 1001 (expected: at most 1000)");
    assertThatThrownBy(
            () ->
                client.getOnlineFeatures(
                    List.of("everything:int32"), Collections.nCopies(501, row)))
        .hasMessageContaining("entities: 501 rows (expected: at most 500)");
    assertThatThrownBy(
            () ->
                client.getOnlineFeatures(
                    List.of("everything:int32"), List.of(Row.create().set("city", "Rom"))))
        .hasMessageContaining("no driver_id");
  }

  @Test
  void getFeastServingInfo_answers() {
    assertThat(client.getFeastServingInfo().getVersion()).isEqualTo("slate");
  }
}
