package dev.slate.featurestore.state;

import java.util.Arrays;

/**
 * Integer sums in tiles of event time, newest tiles kept: the state behind windowed and decayed
 * counts.
 *
 * <p>Tile {@code i} covers {@code [i * tileMs, (i + 1) * tileMs)}. Tiles older than {@code tiles}
 * before the newest one are dropped, whenever their update arrives, so the order of arrival does
 * not matter. Memory: 16 bytes a non-empty tile.
 */
public final class TiledSum implements State {
  private final long tileMs;
  private final int tiles;
  private long[] index = new long[4];
  private long[] sum = new long[4];
  private int size;

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
    long tile = 0;
    for (int i = 0; i < size; i++) {
      long delta = in.readLong();
      tile += delta;
      if (tile < 0 || tile > Long.MAX_VALUE / tileMs || i > 0 && delta <= 0) {
        throw new StateFormatException("tile " + i + " is out of order");
      }
      state.insert(i, tile, in.readLong());
    }
    if (size > 0 && state.index[0] <= tile - tiles) {
      throw new StateFormatException("tiles span more than " + tiles);
    }
    return state;
  }

  @Override
  public void apply(StateUpdate update) {
    StateUpdate.Add add = State.require(this, StateUpdate.Add.class, update);
    add(Math.floorDiv(add.eventTimeMs(), tileMs), add.amount());
  }

  @Override
  public void merge(State other) {
    TiledSum that = State.require(this, TiledSum.class, other);
    for (int i = 0; i < that.size; i++) {
      add(that.index[i], that.sum[i]);
    }
  }

  private void add(long tile, long amount) {
    int at = Arrays.binarySearch(index, 0, size, tile);
    if (at >= 0) {
      sum[at] += amount;
      return;
    }
    if (size > 0 && tile <= index[size - 1] - tiles) {
      return;
    }
    insert(-at - 1, tile, amount);
    dropOlderThan(index[size - 1] - tiles);
  }

  private void insert(int at, long tile, long amount) {
    if (size == index.length) {
      index = Arrays.copyOf(index, size * 2);
      sum = Arrays.copyOf(sum, size * 2);
    }
    System.arraycopy(index, at, index, at + 1, size - at);
    System.arraycopy(sum, at, sum, at + 1, size - at);
    index[at] = tile;
    sum[at] = amount;
    size++;
  }

  private void dropOlderThan(long oldest) {
    int drop = 0;
    while (index[drop] <= oldest) {
      drop++;
    }
    if (drop > 0) {
      size -= drop;
      System.arraycopy(index, drop, index, 0, size);
      System.arraycopy(sum, drop, sum, 0, size);
    }
  }

  /** Sum over the tiles that begin after {@code nowMs - windowMs} and not after {@code nowMs}. */
  public long sum(long nowMs, long windowMs) {
    long newest = Math.floorDiv(nowMs, tileMs);
    long oldest = Math.floorDiv(nowMs - windowMs, tileMs);
    long total = 0;
    for (int i = size - 1; i >= 0 && index[i] > oldest; i--) {
      if (index[i] <= newest) {
        total += sum[i];
      }
    }
    return total;
  }

  /**
   * Sum with each tile weighted by {@code 2^(-age / halfLife)}, age from the tile's begin; tiles of
   * the future count 0. By Horner's rule over the tiles, so that a call costs two powers: a request
   * asks this of hundreds of items.
   */
  public double decayedSum(long nowMs, long halfLifeMs) {
    double perTile = StrictMath.pow(2, -(double) tileMs / halfLifeMs);
    double total = 0;
    long at = 0;
    for (int i = 0; i < size && index[i] * tileMs <= nowMs; i++) {
      for (long tile = at; i > 0 && tile < index[i]; tile++) {
        total *= perTile;
      }
      at = index[i];
      total += sum[i];
    }
    return total == 0 ? 0 : total * StrictMath.pow(2, -(double) (nowMs - at * tileMs) / halfLifeMs);
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeUnsigned(size);
    long previous = 0;
    for (int i = 0; i < size; i++) {
      out.writeLong(index[i] - previous);
      out.writeLong(sum[i]);
      previous = index[i];
    }
  }
}
