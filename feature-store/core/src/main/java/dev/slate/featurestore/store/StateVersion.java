package dev.slate.featurestore.store;

import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.ByteWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which records a state that was published contains, and who published it; newer ones are greater.
 *
 * <p>Travels beside the state as the record header {@link #HEADER}: epoch, offset, count of
 * sources, then each source's partition and offset, ascending; all unsigned varints.
 *
 * @param epoch of the owner
 * @param offset of the next record of the state's own topic
 * @param sources next offset wanted of each source partition: the state contains exactly the
 *     accepted records before them
 */
public record StateVersion(long epoch, long offset, Map<Integer, Long> sources)
    implements Comparable<StateVersion> {
  /** The name of the record header. */
  public static final String HEADER = "version";

  public StateVersion {
    sources = Map.copyOf(sources);
  }

  /** By epoch, then offset: what a fenced owner still publishes never wins. */
  @Override
  public int compareTo(StateVersion that) {
    int byEpoch = Long.compare(epoch, that.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(offset, that.offset);
  }

  public byte[] encode() {
    ByteWriter out = new ByteWriter();
    write(out);
    return out.toByteArray();
  }

  /** Appends the bytes of {@link #encode}, inside another format. */
  public void write(ByteWriter out) {
    out.writeUnsigned(epoch);
    out.writeUnsigned(offset);
    out.writeUnsigned(sources.size());
    new TreeMap<>(sources)
        .forEach(
            (partition, next) -> {
              out.writeUnsigned(partition);
              out.writeUnsigned(next);
            });
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws dev.slate.featurestore.state.StateFormatException if the bytes are no version
   */
  public static StateVersion decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    StateVersion version = read(in);
    in.requireEnd();
    return version;
  }

  /** Reads what {@link #write} wrote. */
  public static StateVersion read(ByteReader in) {
    long epoch = in.readUnsigned();
    long offset = in.readUnsigned();
    int size = in.readCount(2);
    Map<Integer, Long> sources = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      sources.put((int) in.readUnsigned(), in.readUnsigned());
    }
    return new StateVersion(epoch, offset, sources);
  }
}
