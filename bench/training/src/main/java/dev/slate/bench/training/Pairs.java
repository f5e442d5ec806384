package dev.slate.bench.training;

import dev.slate.training.model.Interactions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Interactions as {@code compare.py} writes them: little-endian ints {@code users, items, pairs,
 * offsets[users + 1], items[pairs]}; factors are floats, row-major, without a header.
 */
final class Pairs {
  private Pairs() {}

  static Interactions read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN);
      int users = bytes.getInt();
      int items = bytes.getInt();
      int[] offsets = new int[users + 1];
      int[] chosen = new int[bytes.getInt()];
      bytes.asIntBuffer().get(offsets).get(chosen);
      return new Interactions(items, offsets, chosen);
    }
  }
}
