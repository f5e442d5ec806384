package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A graph in a file, little-endian: magic, format version, size, m, entry; a level byte per item;
 * then per item and level a short count and its links. The vectors are not in it.
 */
public final class HnswFormat {
  private static final int MAGIC = 0x57534e48;
  private static final int VERSION = 1;
  private static final int HEADER = 5 * Integer.BYTES;

  private HnswFormat() {}

  public static byte[] write(HnswIndex index) {
    HnswGraph graph = index.graph();
    long bytes = HEADER + graph.size();
    for (int node = 0; node < graph.size(); node++) {
      for (int level = 0; level <= graph.levelOf(node); level++) {
        bytes += Short.BYTES + 4L * graph.links(node, level)[graph.start(node, level)];
      }
    }
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(bytes))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(MAGIC)
            .putInt(VERSION)
            .putInt(graph.size())
            .putInt(graph.m())
            .putInt(graph.entry());
    for (int node = 0; node < graph.size(); node++) {
      out.put((byte) graph.levelOf(node));
    }
    for (int node = 0; node < graph.size(); node++) {
      for (int level = 0; level <= graph.levelOf(node); level++) {
        int[] links = graph.links(node, level);
        int start = graph.start(node, level);
        out.putShort((short) links[start]);
        for (int i = start + 1; i <= start + links[start]; i++) {
          out.putInt(links[i]);
        }
      }
    }
    return out.array();
  }

  /**
   * @param vectors that the graph was built on
   * @throws FormatException if the bytes are no graph over so many items
   */
  public static HnswIndex read(byte[] bytes, FloatMatrix vectors, int width) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int n = vectors.rows();
    require(bytes.length >= HEADER + (long) n, "bytes", bytes.length, "header and levels");
    require(in.getInt() == MAGIC, "magic", bytes[0], "a graph file");
    int version = in.getInt();
    require(version == VERSION, "format version", version, Integer.toString(VERSION));
    int size = in.getInt();
    require(size == n, "items", size, n + ", as the vectors");
    int m = in.getInt();
    require(m >= 2 && m <= 256, "m", m, "2 to 256");
    long atLeast = HEADER + n + (long) n * Short.BYTES;
    require(bytes.length >= atLeast, "bytes", bytes.length, "at least " + atLeast);
    HnswGraph graph = new HnswGraph(n, m);
    int entry = in.getInt();
    require(n == 0 ? entry == -1 : entry >= 0 && entry < n, "entry", entry, "an item");
    graph.setEntry(entry);
    readLevels(in, graph);
    readLinks(in, graph);
    require(!in.hasRemaining(), "bytes left", in.remaining(), "0");
    return new HnswIndex(graph, vectors, width);
  }

  private static void readLevels(ByteBuffer in, HnswGraph graph) {
    for (int node = 0; node < graph.size(); node++) {
      int level = in.get();
      require(level >= 0 && level < HnswGraph.MAX_LEVELS, "level", level, "0 to 31");
      graph.setLevel(node, level);
    }
  }

  private static void readLinks(ByteBuffer in, HnswGraph graph) {
    for (int node = 0; node < graph.size(); node++) {
      for (int level = 0; level <= graph.levelOf(node); level++) {
        require(in.remaining() >= Short.BYTES, "bytes left", in.remaining(), "a count");
        int count = in.getShort();
        require(count >= 0 && count <= graph.capacity(level), "links", count, "up to capacity");
        require(in.remaining() >= 4L * count, "bytes left", in.remaining(), count + " links");
        int[] links = graph.links(node, level);
        int start = graph.start(node, level);
        links[start] = count;
        for (int i = start + 1; i <= start + count; i++) {
          links[i] = in.getInt();
          require(
              links[i] >= 0 && links[i] < graph.size() && graph.levelOf(links[i]) >= level,
              "link",
              links[i],
              "an item of level " + level);
        }
      }
    }
  }

  private static void require(boolean condition, String what, int value, String expected) {
    if (!condition) {
      throw new FormatException("graph: " + what + " " + value + " (expected: " + expected + ")");
    }
  }
}
