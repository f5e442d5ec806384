package dev.slate.training.model.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowMaskTest {
  @Property(tries = 300)
  void of_anyRows_saysWhatABitSetSays(
      @ForAll long seed, @ForAll @IntRange(max = 300) int rows, @ForAll @IntRange(max = 9) int of) {
    Random random = new Random(seed);
    BitSet truth = new BitSet();
    IntStream.range(0, rows).filter(row -> random.nextInt(10) < of).forEach(truth::set);
    RowMask mask = RowMask.of(rows, truth::get);
    int[] changed = random.ints(rows == 0 ? 0 : 5, 0, Math.max(1, rows)).toArray();
    assertThat(mask).isEqualTo(RowMask.none(rows).with(truth.stream().toArray(), row -> true));
    assertSays(mask, truth, rows, random);
    BitSet flipped = (BitSet) truth.clone();
    IntStream.of(changed).distinct().forEach(flipped::flip);
    assertSays(mask.with(changed, flipped::get), flipped, rows, random);
    assertSays(mask, truth, rows, random);
  }

  private static void assertSays(RowMask mask, BitSet truth, int rows, Random random) {
    assertThat(mask.cardinality()).isEqualTo(truth.cardinality());
    for (int row = 0; row < rows; row++) {
      assertThat(mask.admits(row)).isEqualTo(truth.get(row));
      if (row % 32 == 0) {
        long[] block = truth.get(row, row + 32).toLongArray();
        assertThat(mask.block(row, rows)).isEqualTo(block.length == 0 ? 0 : (int) block[0]);
      }
    }
    int from = random.nextInt(rows + 1);
    int[] next = new int[1 + random.nextInt(40)];
    int count = mask.next(from, rows, next);
    assertThat(IntStream.of(next).limit(count).toArray())
        .isEqualTo(truth.stream().filter(row -> row >= from).limit(next.length).toArray());
  }

  @Test
  void all_anyRow_isAdmitted() {
    int[] next = new int[3];
    assertThat(RowMask.ALL.next(8, 10, next)).isEqualTo(2);
    assertThat(next).startsWith(8, 9);
    assertThat(RowMask.ALL.admits(1_000_000)).isTrue();
    assertThat(RowMask.ALL.cardinality(7)).isEqualTo(7);
    assertThat(RowMask.ALL).hasToString("all rows").isNotEqualTo(RowMask.none(0));
  }
}
