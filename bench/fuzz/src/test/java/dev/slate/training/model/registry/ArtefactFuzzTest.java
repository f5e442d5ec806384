package dev.slate.training.model.registry;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.HnswFormat;
import dev.slate.training.model.rank.RankerJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Any bytes of a model's files are read or refused; checksums are not what keeps them harmless. */
class ArtefactFuzzTest {
  private static final FloatMatrix VECTORS =
      new FloatMatrix(3, 2, new float[] {1, 0, 0, 1, 0.5f, 0.5f});

  @FuzzTest(maxDuration = "10m")
  void read(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
    try {
      switch (bytes[0] % 7) {
        case 0 -> TensorFile.read(rest).metadata();
        case 1 -> AlsTensors.read(rest);
        case 2 -> TowerTensors.read(rest);
        case 3 -> HnswFormat.read(ByteBuffer.wrap(rest), VECTORS, 10);
        case 4 -> RankerJson.read(rest);
        case 5 -> BundleFiles.JSON.readValue(rest, Manifest.class);
        default -> BundleFiles.JSON.readValue(rest, Popularity.class);
      }
    } catch (IOException | RuntimeException e) {
      // Refused, as the registry refuses a version: what may not happen is an error of the JVM.
    }
  }
}
