package dev.slate.featurestore.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One state for each tile of event time, newest tiles kept: a window over anything that merges.
 *
 * <p>Tiles as in {@link TiledSum}, which is the quick form for counts.
 *
 * @param <S> the state of a tile
 */
public final class Tiles<S extends State> implements State {
  private final long tileMs;
  private final int tiles;
  private final Supplier<S> empty;
  private final List<Tile<S>> kept = new ArrayList<>();

  private record Tile<T extends State>(long index, T state) {}

  /**
   * @param tileMs width of a tile
   * @param tiles how many to keep, counted from the newest
   * @param empty makes the state of a new tile
   */
  public Tiles(long tileMs, int tiles, Supplier<S> empty) {
    this.tileMs = tileMs;
    this.tiles = tiles;
    this.empty = empty;
  }

  /** Fills this empty state with what {@link #encode} wrote, and returns it. */
  public Tiles<S> decode(ByteReader in, Function<ByteReader, S> tile) {
    int size = in.readCount(2);
    if (size > tiles) {
      throw new StateFormatException(size + " tiles (expected: at most " + tiles + ")");
    }
    long index = 0;
    for (int i = 0; i < size; i++) {
      long gap = in.readNatural();
      index += gap;
      if (index < 0 || index > Long.MAX_VALUE / tileMs || i > 0 && gap == 0) {
        throw new StateFormatException("tile " + i + " is out of order");
      }
      kept.add(new Tile<>(index, tile.apply(in)));
    }
    if (size > 0 && kept.get(0).index() <= index - tiles) {
      throw new StateFormatException("tiles span more than " + tiles);
    }
    return this;
  }

  /** The state of the tile of a time, to be changed; null if that is too long ago to be kept. */
  public @Nullable S at(long timeMs) {
    return tile(Math.floorDiv(timeMs, tileMs));
  }

  private @Nullable S tile(long index) {
    int at = kept.size();
    while (at > 0 && kept.get(at - 1).index() > index) {
      at--;
    }
    if (at > 0 && kept.get(at - 1).index() == index) {
      return kept.get(at - 1).state();
    }
    if (at < kept.size() && index <= newest() - tiles) {
      return null;
    }
    S state = empty.get();
    kept.add(at, new Tile<>(index, state));
    kept.removeIf(tile -> tile.index() <= newest() - tiles);
    return state;
  }

  private long newest() {
    return kept.get(kept.size() - 1).index();
  }

  @Override
  public void merge(State other) {
    Tiles<?> that = State.require(this, Tiles.class, other);
    for (Tile<?> tile : that.kept) {
      S mine = tile(tile.index());
      if (mine != null) {
        mine.merge(tile.state());
      }
    }
  }

  /** All tiles that begin after {@code nowMs - windowMs} and not after {@code nowMs}, merged. */
  public S over(long nowMs, long windowMs) {
    long newest = Math.floorDiv(nowMs, tileMs);
    long oldest = Math.floorDiv(nowMs - windowMs, tileMs);
    S merged = empty.get();
    for (Tile<S> tile : kept) {
      if (tile.index() > oldest && tile.index() <= newest) {
        merged.merge(tile.state());
      }
    }
    return merged;
  }

  /** The first time after {@code nowMs} at which a tile enters or leaves the window. */
  public long sameUntil(long nowMs, long windowMs) {
    long until = Long.MAX_VALUE;
    for (Tile<S> tile : kept) {
      long begin = tile.index() * tileMs;
      long next = begin > nowMs ? begin : begin + windowMs;
      until = next > nowMs ? Math.min(until, next) : until;
    }
    return until;
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeUnsigned(kept.size());
    long previous = 0;
    for (Tile<S> tile : kept) {
      out.writeUnsigned(tile.index() - previous);
      tile.state().encode(out);
      previous = tile.index();
    }
  }
}
