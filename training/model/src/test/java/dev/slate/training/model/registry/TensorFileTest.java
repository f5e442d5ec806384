package dev.slate.training.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.FormatException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The bytes of the published format, written by hand. */
class TensorFileTest {
  private static final String HEADER =
      "{\"__metadata__\":{\"k\":\"v\"},"
          + "\"m\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
          + "\"i\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[8,12]}}";

  /** 1.0f, -2.0f and 258, little-endian. */
  private static final byte[] DATA = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0, 2, 1, 0, 0};

  private static byte[] file(String header, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(new byte[] {(byte) json.length, (byte) (json.length >> 8), 0, 0, 0, 0, 0, 0});
    out.writeBytes(json);
    out.writeBytes(data);
    return out.toByteArray();
  }

  @Test
  void read_handWritten_givesTensorsAndMetadata() {
    TensorFile file = TensorFile.read(file(HEADER, DATA));
    assertThat(file.matrix("m").values()).containsExactly(1, -2);
    assertThat(file.matrix("m").columns()).isEqualTo(2);
    assertThat(file.ints("i")).containsExactly(258);
    assertThat(file.metadata()).containsEntry("k", "v");
  }

  @Test
  void write_sameTensors_sameBytesPaddedToEight() {
    String padded = HEADER + " ".repeat((8 - HEADER.length() % 8) % 8);
    assertThat(
            new TensorWriter()
                .metadata("k", "v")
                .add("m", new FloatMatrix(1, 2, new float[] {1, -2}))
                .add("i", new int[] {258}, 1)
                .toBytes())
        .isEqualTo(file(padded, DATA));
  }

  @Test
  void read_againstTheFormat_isRefused() {
    refused(HEADER.replace("[8,12]", "[8,16]"), "data_offsets");
    refused(HEADER.replace("[8,12]", "[4,8]"), "back to back");
    refused(HEADER.replace("[1,2]", "[1,3]"), "shape [1,3]");
    refused(HEADER.replace("\"shape\":[1]", "\"shape\":[-1]"), "shape [-1]");
    refused(HEADER.replace("I32", "I31"), "dtype I31");
    refused("{}", "12 bytes behind");
    assertThatThrownBy(() -> TensorFile.read(file(HEADER, DATA)).matrix("i"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("i: I32");
    assertThatThrownBy(() -> TensorFile.read(file(HEADER, DATA)).floats("none"))
        .hasMessageContaining("tensor none is missing");
  }

  private static void refused(String header, String reason) {
    assertThatThrownBy(() -> TensorFile.read(file(header, DATA)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(reason);
  }
}
