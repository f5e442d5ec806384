package dev.slate.bench.index;

import dev.slate.training.model.FloatMatrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** hnswlib in a Python process, asked in turn with us; see {@code bench/peers/hnswlib}. */
final class Peer implements AutoCloseable {
  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  Peer(Path python, Path script, Path directory, int dim, int k) throws IOException {
    process =
        new ProcessBuilder(
                python.toString(),
                script.toString(),
                directory.toString(),
                Integer.toString(dim),
                Integer.toString(k))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    in = process.outputWriter();
    out = process.inputReader();
  }

  static void write(Path file, FloatMatrix matrix) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(matrix.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(matrix.values());
    Files.write(file, bytes.array());
  }

  static void write(Path file, int[][] rows) throws IOException {
    int[] all = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(all.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(all);
    Files.write(file, bytes.array());
  }

  double[] ask(String line) {
    try {
      in.write(line + "\n");
      in.flush();
      String answer = out.readLine();
      if (answer == null) {
        throw new IllegalStateException("the peer ended; see what it printed");
      }
      return Stream.of(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    in.write("end\n");
    in.flush();
    process.destroy();
  }
}
