package dev.slate.featurestore.state;

import java.util.Arrays;

/**
 * Integer sums in tiles of event time, newest tiles kept: the state behind windowed and decayed
 * counts.
 *
 * <p>Tile {@code i} covers {@code [i * tileMs, (i + 1) * tileMs)}. Tiles older than {@code tiles}
 * before the newest one are dropped, whenever their update arrives, so the order of arrival does
 * not matter. Memory: 16 bytes a non-empty tile, index and sum side by side, because a fold waits
 * for memory more than for anything else.
 */
public final class TiledSum implements State {
  private final long tileMs;
  private final int tiles;
  // Index and sum of each tile in turn, ascending.
  private long[] cells = new long[4];
  private int end;

  /**
   * @param tileMs width of a tile
   * @param tiles how many to keep, counted from the newest
   */
  public TiledSum(long tileMs, int tiles) {
    this.tileMs = tileMs;
    this.tiles = tiles;
  }

  /** Reads what {@link #encode} wrote. */
  public static TiledSum decode(ByteReader in, long tileMs, int tiles) {
    TiledSum state = new TiledSum(tileMs, tiles);
    int size = in.readCount(2);
    if (size > tiles) {
      throw new StateFormatException(size + " tiles (expected: at most " + tiles + ")");
    }
    state.cells = new long[2 * size + 2];
    long tile = 0;
    for (int i = 0; i < size; i++) {
      long gap = in.readNatural();
      tile += gap;
      if (tile < 0 || tile > Long.MAX_VALUE / tileMs || i > 0 && gap == 0) {
        throw new StateFormatException("tile " + i + " is out of order");
      }
      state.cells[2 * i] = tile;
      state.cells[2 * i + 1] = in.readLong();
    }
    state.end = 2 * size;
    if (size > 0 && state.cells[0] <= tile - tiles) {
      throw new StateFormatException("tiles span more than " + tiles);
    }
    return state;
  }

  /** Adds an amount at a time. O(1) in the newest tile, else O(n). */
  public void add(long timeMs, long amount) {
    if (end > 0) {
      long into = timeMs - cells[end - 2] * tileMs;
      if (into >= 0 && into < tileMs) {
        cells[end - 1] += amount;
        return;
      }
    }
    addTile(Math.floorDiv(timeMs, tileMs), amount);
  }

  @Override
  public void merge(State other) {
    TiledSum that = State.require(this, TiledSum.class, other);
    for (int i = 0; i < that.end; i += 2) {
      addTile(that.cells[i], that.cells[i + 1]);
    }
  }

  private void addTile(long tile, long amount) {
    if (end > 0 && tile <= cells[end - 2] - tiles) {
      return;
    }
    int at = end;
    while (at > 0 && cells[at - 2] > tile) {
      at -= 2;
    }
    if (at > 0 && cells[at - 2] == tile) {
      cells[at - 1] += amount;
    } else {
      insert(at, tile, amount);
      dropOlderThan(cells[end - 2] - tiles);
    }
  }

  private void insert(int at, long tile, long amount) {
    if (end == cells.length) {
      cells = Arrays.copyOf(cells, 2 * end);
    }
    System.arraycopy(cells, at, cells, at + 2, end - at);
    cells[at] = tile;
    cells[at + 1] = amount;
    end += 2;
  }

  private void dropOlderThan(long oldest) {
    int drop = 0;
    while (cells[drop] <= oldest) {
      drop += 2;
    }
    if (drop > 0) {
      end -= drop;
      System.arraycopy(cells, drop, cells, 0, end);
    }
  }

  /**
   * Sum over the tiles that begin after {@code nowMs - windowMs} and not after {@code nowMs}; it
   * stays until the oldest of them leaves the window or one of the future enters.
   */
  public Course window(long nowMs, long windowMs) {
    long newest = Math.floorDiv(nowMs, tileMs);
    long oldest = Math.floorDiv(nowMs - windowMs, tileMs);
    long total = 0;
    long until = Long.MAX_VALUE;
    for (int i = end - 2; i >= 0 && cells[i] > oldest; i -= 2) {
      if (cells[i] <= newest) {
        total += cells[i + 1];
        until = Math.min(until, cells[i] * tileMs + windowMs);
      } else {
        until = cells[i] * tileMs;
      }
    }
    return new Course(total, 0, until);
  }

  /**
   * Sum with each tile weighted by {@code 2^(-age / halfLife)}, age from the tile's begin; tiles of
   * the future count 0. By Horner's rule over the tiles: the amount is the sum as of the begin of
   * the newest one, to be read by {@link Decay}.
   */
  public Course decayed(long nowMs, long halfLifeMs) {
    double perTile = StrictMath.pow(2, -(double) tileMs / halfLifeMs);
    double total = 0;
    long at = 0;
    int i = 0;
    for (; i < end && cells[i] * tileMs <= nowMs; i += 2) {
      for (long tile = at; i > 0 && tile < cells[i]; tile++) {
        total *= perTile;
      }
      at = cells[i];
      total += cells[i + 1];
    }
    return new Course(total, at * tileMs, i < end ? cells[i] * tileMs : Long.MAX_VALUE);
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeUnsigned(end / 2);
    long previous = 0;
    for (int i = 0; i < end; i += 2) {
      out.writeUnsigned(cells[i] - previous);
      out.writeLong(cells[i + 1]);
      previous = cells[i];
    }
  }
}
