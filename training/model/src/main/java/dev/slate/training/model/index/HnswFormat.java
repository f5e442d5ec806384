package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * A graph in a file of little-endian ints, at fixed offsets so that a mapped file is read in bulk:
 * magic, format version, size, m, entry; the item of each node; 2 m links of each node on the
 * ground level, -1 behind the last; then, node by node, its level, and m links for each level above
 * the ground. The vectors are not in it.
 */
public final class HnswFormat {
  private static final int MAGIC = 0x57534e48;
  private static final int VERSION = 2;
  private static final int HEADER = 5;

  private HnswFormat() {}

  public static byte[] write(HnswIndex index) {
    HnswGraph graph = index.graph();
    int n = graph.size();
    long ints = HEADER + n + (long) graph.ground().length + n;
    for (int node = 0; node < n; node++) {
      ints += (long) graph.levelOf(node) * graph.m();
    }
    byte[] bytes = new byte[Math.toIntExact(ints * Integer.BYTES)];
    IntBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    out.put(MAGIC).put(VERSION).put(n).put(graph.m()).put(graph.entry());
    out.put(graph.order()).put(graph.ground());
    for (int node = 0; node < n; node++) {
      out.put(graph.levelOf(node)).put(graph.links(node, 1), 0, graph.levelOf(node) * graph.m());
    }
    return bytes;
  }

  /**
   * Reads and checks every value; the bytes are not needed afterwards.
   *
   * @param bytes of a file, mapped or in memory, from its position to its limit
   * @param vectors that the graph was built on
   * @throws FormatException if the bytes are no graph over so many items
   */
  public static HnswIndex read(ByteBuffer bytes, FloatMatrix vectors, int width) {
    IntBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    int n = vectors.rows();
    require(bytes.remaining() % Integer.BYTES == 0, "bytes", bytes.remaining(), "whole ints");
    require(in.remaining() >= HEADER, "ints", in.remaining(), "a header");
    int magic = in.get();
    require(magic == MAGIC, "magic", magic, "a graph file");
    int version = in.get();
    require(version == VERSION, "format version", version, Integer.toString(VERSION));
    int size = in.get();
    require(size == n, "items", size, n + ", as the vectors");
    int m = in.get();
    require(m >= 2 && m <= 256, "m", m, "2 to 256");
    int entry = in.get();
    require(n == 0 ? entry == -1 : entry >= 0 && entry < n, "entry", entry, "a node");
    long atLeast = (long) n * (2 + 2 * m);
    require(in.remaining() >= atLeast, "ints left", in.remaining(), "at least " + atLeast);
    HnswGraph graph = new HnswGraph(order(in, n), m);
    graph.setEntry(entry);
    in.get(graph.ground());
    readLevels(in, graph);
    require(!in.hasRemaining(), "ints left", in.remaining(), "0");
    for (int node = 0; node < n; node++) {
      for (int level = 0; level <= graph.levelOf(node); level++) {
        checkLinks(graph, node, level);
      }
    }
    return new HnswIndex(graph, vectors, width);
  }

  private static int[] order(IntBuffer in, int n) {
    int[] order = new int[n];
    in.get(order);
    boolean[] isThere = new boolean[n];
    for (int row : order) {
      require(row >= 0 && row < n && !isThere[row], "item", row, "each item once");
      isThere[row] = true;
    }
    return order;
  }

  private static void readLevels(IntBuffer in, HnswGraph graph) {
    for (int node = 0; node < graph.size(); node++) {
      require(in.hasRemaining(), "ints left", 0, "a level");
      int level = in.get();
      require(level >= 0 && level < HnswGraph.MAX_LEVELS, "level", level, "0 to 31");
      int count = level * graph.m();
      require(in.remaining() >= count, "ints left", in.remaining(), count + " links");
      graph.setLevel(node, level);
      in.get(graph.links(node, 1), 0, count);
    }
  }

  private static void checkLinks(HnswGraph graph, int node, int level) {
    int[] links = graph.links(node, level);
    int start = graph.start(node, level);
    boolean isOver = false;
    for (int i = start; i < start + graph.capacity(level); i++) {
      isOver |= links[i] == HnswGraph.NONE;
      require(
          isOver
              ? links[i] == HnswGraph.NONE
              : links[i] >= 0 && links[i] < graph.size() && graph.levelOf(links[i]) >= level,
          "link",
          links[i],
          "a node of level " + level + ", or -1 to the end");
    }
  }

  private static void require(boolean condition, String what, int value, String expected) {
    if (!condition) {
      throw new FormatException("graph: " + what + " " + value + " (expected: " + expected + ")");
    }
  }
}
