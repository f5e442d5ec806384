package dev.slate.featurestore.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.datasketches.theta.HashIterator;
import org.apache.datasketches.theta.UpdateSketch;
import org.junit.jupiter.api.Test;

/** The two states that are bounded by a sample, beyond their bounds. */
class SketchTest {
  private static final int K = 64;

  @Property(tries = 200)
  void distinct_ofAnyNumberOfKeys_isTheSketchOfTheLibraryAtExactlyK(
      @ForAll @IntRange(max = 2_000) int keys, @ForAll long seed) {
    UpdateSketch library = UpdateSketch.builder().setNominalEntries(K).build();
    DistinctSketch ours = new DistinctSketch(K);
    Random random = new Random(seed);
    for (int i = 0; i < 2 * keys; i++) {
      String key = "k" + random.nextInt(keys);
      library.update(key);
      ours.add(key);
    }
    assertThat(ours.estimate()).isCloseTo(library.rebuild().getEstimate(), within(1e-6));
    assertThat(hashesBelowTheThreshold(ours)).isEqualTo(hashes(library));
  }

  private static List<Long> hashes(UpdateSketch sketch) {
    List<Long> hashes = new ArrayList<>();
    HashIterator each = sketch.iterator();
    while (each.next()) {
      hashes.add(each.get());
    }
    Collections.sort(hashes);
    return hashes;
  }

  private static List<Long> hashesBelowTheThreshold(DistinctSketch sketch) {
    ByteReader in = new ByteReader(bytes(sketch));
    int size = in.readCount(Long.BYTES);
    return IntStream.range(0, size).mapToObj(i -> in.readFixed64()).limit(K).toList();
  }

  private static byte[] bytes(State state) {
    ByteWriter out = new ByteWriter();
    state.encode(out);
    return out.toByteArray();
  }

  @Test
  void distinct_ofAMillionKeys_isWithinFourStandardErrors() {
    DistinctSketch sketch = new DistinctSketch(1_024);
    IntStream.range(0, 1_000_000).forEach(i -> sketch.add("user-" + i));
    assertThat(sketch.estimate()).isCloseTo(1e6, within(4e6 / Math.sqrt(1_023)));
    assertThat(bytes(sketch)).hasSizeLessThan(8 * 1_025 + 3);
  }

  @Property(tries = 100)
  void sketches_farBeyondTheirBounds_commuteAndMerge(
      @ForAll @IntRange(min = 1, max = 3_000) int keys, @ForAll long seed) {
    Random random = new Random(seed);
    List<String> all = random.ints(2 * keys, 0, keys).mapToObj(i -> "k" + i).toList();
    List<String> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    int half = random.nextInt(all.size());
    DistinctSketch distinct = distinct(shuffled.subList(0, half));
    distinct.merge(distinct(shuffled.subList(half, all.size())));
    assertThat(bytes(distinct)).isEqualTo(bytes(distinct(all)));
    KeyCounts counts = counts(shuffled.subList(0, half));
    counts.merge(counts(shuffled.subList(half, all.size())));
    assertThat(bytes(counts)).isEqualTo(bytes(counts(all)));
    assertThat(bytes(KeyCounts.decode(new ByteReader(bytes(counts)), K))).isEqualTo(bytes(counts));
  }

  private static DistinctSketch distinct(List<String> keys) {
    DistinctSketch sketch = new DistinctSketch(K);
    keys.forEach(sketch::add);
    return sketch;
  }

  private static KeyCounts counts(List<String> keys) {
    KeyCounts counts = new KeyCounts(K);
    keys.forEach(counts::add);
    return counts;
  }

  @Property(tries = 50)
  void keyCounts_beyondTheCapacity_keepsExactCountsOfASample(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> all = random.ints(5_000, 0, 500).mapToObj(i -> "k" + i).toList();
    Map<String, Long> exact = new HashMap<>();
    all.forEach(key -> exact.merge(key, 1L, Long::sum));
    ByteReader in = new ByteReader(bytes(counts(all)));
    int size = in.readCount(2);
    assertThat(size).isEqualTo(K);
    for (int i = 0; i < size; i++) {
      String key = in.readString();
      assertThat(in.readNatural()).as(key).isEqualTo(exact.get(key));
    }
  }
}
