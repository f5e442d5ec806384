package dev.slate.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitioningTest {

  /** The vectors of Apache Kafka's UtilsTest.testMurmur2. */
  @ParameterizedTest
  @CsvSource({
    "21, -973932308",
    "foobar, -790332482",
    "a-little-bit-long-string, -985981536",
    "a-little-bit-longer-string, -1486304829",
    "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8, -58897971",
    "abc, 479470107"
  })
  void murmur2_kafkasVectors_areMet(String key, int hash) {
    assertThat(Partitioning.murmur2(key.getBytes(StandardCharsets.UTF_8))).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource({"foobar, 4, 2", "21, 7, 3"})
  void of_negativeHash_clearsTheSignAsKafkaDoes(String key, int partitions, int expected) {
    assertThat(Partitioning.of(key, partitions)).isEqualTo(expected);
  }

  @Property
  void of_anyId_isAPartition(@ForAll String id, @ForAll @IntRange(min = 1, max = 1_024) int n) {
    assertThat(Partitioning.of(id, n)).isBetween(0, n - 1);
  }
}
