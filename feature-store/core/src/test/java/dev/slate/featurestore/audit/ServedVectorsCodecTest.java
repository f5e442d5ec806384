package dev.slate.featurestore.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.featurestore.audit.ServedVectors.Candidate;
import dev.slate.featurestore.audit.ServedVectors.User;
import dev.slate.featurestore.state.StateFormatException;
import dev.slate.featurestore.store.StateVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedVectorsCodecTest {
  // Two NaNs of different bits, both zeros: all must come back as they were.
  private static final float[] VECTORS = {
    1.5f, Float.NaN, 0f, -0f, 1.5f, Float.intBitsToFloat(0x7fc00001), -0f, -0f,
  };

  private static ServedVectors served(List<Candidate> candidates, float[] vectors) {
    return new ServedVectors(
        "r1",
        1_700_000_000_123L,
        "2026-11-20-1",
        "fingerprint",
        3.5,
        new User("u1", 3, 42, ServedVectors.UNKNOWN),
        Map.of("i1", List.of("drama", "war"), "i2", List.of()),
        candidates,
        vectors);
  }

  private static List<Candidate> candidates() {
    StateVersion version = new StateVersion(9, 7, Map.of(0, 5L, 3, 1L << 40));
    return List.of(
        new Candidate(
            "i1", version, true, 1_699_999_999_999L, 5, List.of("war", "comedy"), Map.of()),
        new Candidate(
            "i3",
            null,
            false,
            ServedVectors.UNKNOWN,
            0,
            List.of(),
            Map.of("author", "war", "year", "1999")));
  }

  @Test
  void decode_whatWasEncoded_givesEveryFieldAndEveryBit() {
    ServedVectors served = served(candidates(), VECTORS);

    ServedVectors read = ServedVectorsCodec.decode(ServedVectorsCodec.encode(served));

    assertThat(bits(read.vectors())).isEqualTo(bits(VECTORS));
    assertThat(read.width()).isEqualTo(4);
    assertThat(read).usingRecursiveComparison().ignoringFields("vectors").isEqualTo(served);
  }

  @Test
  void decode_formatWithoutAttributes_hasNone() {
    Candidate plain = new Candidate("i3", null, false, 7, 8, List.of("war"), Map.of());
    byte[] bytes = ServedVectorsCodec.encode(served(List.of(plain), new float[0]));
    // Before the width of 0 is the number of attributes, 0, which the old format did not have.
    byte[] old = Arrays.copyOf(bytes, bytes.length - 1);
    old[0] = 1;
    assertThat(ServedVectorsCodec.decode(old).candidates()).containsExactly(plain);
    bytes[0] = 3;
    assertThatThrownBy(() -> ServedVectorsCodec.decode(bytes))
        .hasMessage("served vectors: format 3 (expected: at most 2)");
  }

  @Test
  void encode_columnOfOneValue_costsOneFloatWhateverTheNumberOfRows() {
    List<Candidate> two = candidates();
    float[] same = new float[2 * 100];
    float[] other = same.clone();
    other[100] = 1;

    int gap =
        ServedVectorsCodec.encode(served(two, other)).length
            - ServedVectorsCodec.encode(served(two, same)).length;

    assertThat(gap).isEqualTo(Float.BYTES);
  }

  @Test
  void decode_cutAnywhere_isRefused() {
    byte[] bytes = ServedVectorsCodec.encode(served(candidates(), VECTORS));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ServedVectorsCodec.decode(cut))
          .isInstanceOf(StateFormatException.class);
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
