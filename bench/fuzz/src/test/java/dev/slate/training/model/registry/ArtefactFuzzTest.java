package dev.slate.training.model.registry;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slate.bench.fuzz.Bounded;
import java.io.IOException;
import java.util.Arrays;

/**
 * Any bytes of a model's files are read or refused, and what was read can be used; checksums are
 * not what keeps them harmless.
 */
class ArtefactFuzzTest {
  private static final Artefact[] KINDS = Artefact.values();

  @FuzzTest(maxDuration = "10m")
  void read(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    Artefact kind = KINDS[Math.floorMod(bytes[0], KINDS.length)];
    byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
    Bounded.run(bytes, () -> read(kind, rest));
  }

  private static void read(Artefact kind, byte[] bytes) {
    Runnable use;
    try {
      use = kind.read(bytes);
    } catch (IOException | RuntimeException e) {
      // Refused, as the registry refuses a version: what may not happen is an error of the JVM.
      return;
    }
    use.run();
  }
}
