package dev.slate.featurestore.online;

import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.ByteWriter;
import dev.slate.featurestore.state.StateFormatException;
import dev.slate.featurestore.store.Coverage;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of a position: format 2, epoch, offset, newest event time, the three numbers of the
 * coverage, then the count of sources and each partition and offset, ascending; all unsigned
 * varints.
 */
final class PositionCodec {
  private static final int FORMAT = 2;

  private PositionCodec() {}

  static byte[] encode(Position position) {
    ByteWriter out = new ByteWriter();
    out.writeByte(FORMAT);
    out.writeUnsigned(position.epoch());
    out.writeUnsigned(position.offset());
    out.writeUnsigned(position.newestEventTimeMs());
    out.writeUnsigned(position.coverage().fromMs());
    out.writeUnsigned(position.coverage().untilMs());
    out.writeUnsigned(position.coverage().rewindOffset());
    out.writeUnsigned(position.sources().size());
    new TreeMap<>(position.sources())
        .forEach(
            (partition, offset) -> {
              out.writeUnsigned(partition);
              out.writeUnsigned(offset);
            });
    return out.toByteArray();
  }

  /**
   * @throws StateFormatException if the bytes are no position
   */
  static Position decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new StateFormatException("position: format " + format + " (expected: " + FORMAT + ")");
    }
    long epoch = in.readUnsigned();
    long offset = in.readUnsigned();
    long newest = in.readUnsigned();
    Coverage coverage = new Coverage(in.readUnsigned(), in.readUnsigned(), in.readUnsigned());
    int size = in.readCount(2);
    Map<Integer, Long> sources = new HashMap<>();
    for (int i = 0; i < size; i++) {
      sources.put((int) in.readUnsigned(), in.readUnsigned());
    }
    in.requireEnd();
    return new Position(epoch, offset, sources, newest, coverage);
  }
}
