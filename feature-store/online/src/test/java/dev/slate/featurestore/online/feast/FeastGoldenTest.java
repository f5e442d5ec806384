package dev.slate.featurestore.online.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that Feast's own Python code made. */
class FeastGoldenTest {
  private static final JoinKey DRIVER = new JoinKey("driver_id", KeyType.INT64);

  static Stream<Arguments> keys() {
    return Stream.of(
        // The first ships with Feast's own tests.
        Arguments.of(
            KeyVersion.V3,
            "test",
            List.of(new JoinKey("entity", KeyType.INT32)),
            List.of(1),
            "010000000200000006000000656e74697479030000000400000001000000" + "74657374"),
        Arguments.of(
            KeyVersion.V3,
            "feast_project",
            List.of(DRIVER),
            List.of(1001L),
            "0100000002000000090000006472697665725f69640400000008000000e903000000000000"
                + "66656173745f70726f6a656374"),
        Arguments.of(
            KeyVersion.V2,
            "feast_project",
            List.of(DRIVER),
            List.of(1001L),
            "020000006472697665725f69640400000008000000e903000000000000"
                + "66656173745f70726f6a656374"),
        Arguments.of(
            KeyVersion.V3,
            "recsys",
            List.of(new JoinKey("user_id", KeyType.STRING)),
            List.of("u42"),
            "010000000200000007000000757365725f69640200000003000000753432726563737973"),
        Arguments.of(
            KeyVersion.V3,
            "recsys",
            List.of(new JoinKey("user_id", KeyType.INT64), new JoinKey("item_id", KeyType.STRING)),
            List.of(42L, "é1"),
            "0200000002000000070000006974656d5f69640200000007000000757365725f6964"
                + "0200000003000000c3a93104000000080000002a00000000000000726563737973"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void key_isFeasts(
      KeyVersion version, String project, List<JoinKey> joinKeys, List<?> values, String hex) {
    assertThat(hex(new EntityKey(version, project, joinKeys).of(values))).isEqualTo(hex);
  }

  @ParameterizedTest
  @CsvSource({
    "feature_view_1,feature_10,266d5f39",
    "feature_view_1,feature_11,c3379abf",
    "feature_view_1,feature_12,7772b564",
    "user_stats,clicks_7d,c2bf170f",
    "driver_hourly_stats,conv_rate,6160e3da"
  })
  void field_isFeasts(String view, String feature, String hex) {
    assertThat(hex(FeastTable.field(view, feature))).isEqualTo(hex);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(FeastValue.int64(7), "2007"),
        Arguments.of(FeastValue.int32(1), "1801"),
        Arguments.of(FeastValue.bool(true), "3801"),
        Arguments.of(FeastValue.bool(false), "3800"),
        Arguments.of(FeastValue.unixTimestamp(1_700_000_000), "4080e2cfaa06"),
        Arguments.of(FeastValue.int64s(new long[] {1, 300}), "72050a0301ac02"),
        Arguments.of(FeastValue.float32(1.5f), "350000c03f"),
        Arguments.of(FeastValue.float64(0.5), "29000000000000e03f"),
        Arguments.of(FeastValue.string("abc"), "1203616263"),
        Arguments.of(FeastValue.floats(new float[] {1, 2}), "82010a0a080000803f00000040"),
        Arguments.of(FeastValue.strings(List.of("a", "bc")), "62070a01610a026263"),
        Arguments.of(FeastValue.nullableFloat(Float.NaN), ""),
        Arguments.of(FeastValue.timestamp(Instant.ofEpochSecond(1_700_000_000)), "0880e2cfaa06"),
        Arguments.of(
            FeastValue.timestamp(Instant.ofEpochMilli(1_700_000_000_123L)),
            "0880e2cfaa0610c0a9d33a"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void value_isFeasts(byte[] value, String hex) {
    assertThat(hex(value)).isEqualTo(hex);
  }

  @Test
  void timestampField_isText() {
    EntityKey key = new EntityKey(KeyVersion.V3, "p", List.of(DRIVER));
    assertThat(new FeastTable("user_stats", key, List.of()).timestampField())
        .asString()
        .isEqualTo("_ts:user_stats");
  }

  @Property
  void readTimestamp_ofWritten_isTheSame(
      @ForAll @IntRange(min = -1_000_000) int seconds,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
    Instant time = Instant.ofEpochSecond(seconds, nanos);
    assertThat(FeastValue.readTimestamp(FeastValue.timestamp(time))).isEqualTo(time);
  }

  @Property
  void toFloat_ofWritten_hasTheSameBits(@ForAll float value) {
    assertThat(Float.floatToRawIntBits(FeastValue.toFloat(FeastValue.float32(value))))
        .isEqualTo(Float.floatToRawIntBits(value));
  }

  @Test
  void requireDistinctFields_collision_namesBoth() {
    EntityKey users = new EntityKey(KeyVersion.V3, "p", List.of(DRIVER));
    List<String> names = collidingNames();
    FeastTable a = new FeastTable("v", users, names.subList(0, 1));
    FeastTable b = new FeastTable("v", users, names.subList(1, 2));
    assertThat(FeastTable.field("v", names.get(0))).isEqualTo(FeastTable.field("v", names.get(1)));
    assertThatThrownBy(() -> FeastTable.requireDistinctFields(List.of(a, b)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("v:" + names.get(0), "v:" + names.get(1), "rename");
    // Another entity has another hash.
    EntityKey items =
        new EntityKey(KeyVersion.V3, "p", List.of(new JoinKey("item_id", KeyType.STRING)));
    FeastTable.requireDistinctFields(List.of(a, new FeastTable("v", items, names.subList(1, 2))));
  }

  /** Two names of one field: with 300,000 names the birthday paradox gives ten such pairs. */
  private static List<String> collidingNames() {
    Map<Integer, String> seen = new HashMap<>();
    return IntStream.range(0, 300_000)
        .mapToObj(i -> "f" + i)
        .flatMap(
            name -> {
              String other = seen.putIfAbsent(Arrays.hashCode(FeastTable.field("v", name)), name);
              return other == null ? Stream.empty() : Stream.of(List.of(other, name));
            })
        .filter(
            pair ->
                Arrays.equals(
                    FeastTable.field("v", pair.get(0)), FeastTable.field("v", pair.get(1))))
        .findFirst()
        .orElseThrow();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
