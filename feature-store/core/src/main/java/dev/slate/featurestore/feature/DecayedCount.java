package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.Course;
import dev.slate.featurestore.state.Decay;
import dev.slate.featurestore.state.TiledSum;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How many events of some kinds there were, each weighted by {@code 2^(-age / halfLife)}.
 *
 * <p>Ages are exact to a quarter of the half-life; what is older than 8 half-lives (0.4 %) is
 * dropped.
 */
public record DecayedCount(String name, Set<EventKind> kinds, Duration halfLife)
    implements ScalarFeature<TiledSum> {
  private static final int TILES_PER_HALF_LIFE = 4;
  private static final int TILES = 8 * TILES_PER_HALF_LIFE;

  public DecayedCount {
    kinds = Set.copyOf(kinds);
    if (halfLife.toMillis() < TILES_PER_HALF_LIFE) {
      throw new IllegalArgumentException("halfLife: " + halfLife + " (expected: 4 ms or more)");
    }
  }

  private long tileMs() {
    return halfLife.toMillis() / TILES_PER_HALF_LIFE;
  }

  @Override
  public String description() {
    return "number of " + Kinds.names(kinds) + " events, halved every " + Tiling.words(halfLife);
  }

  @Override
  public String definition() {
    return "DecayedCount/" + EnumSet.copyOf(kinds) + "/" + halfLife + "/" + TILES;
  }

  @Override
  public long reachMs() {
    return (long) TILES * tileMs();
  }

  @Override
  public TiledSum newState() {
    return new TiledSum(tileMs(), TILES);
  }

  @Override
  public TiledSum decode(ByteReader in) {
    return TiledSum.decode(in, tileMs(), TILES);
  }

  @Override
  public void fold(TiledSum state, Event event) {
    state.add(event.eventTimeMs(), 1);
  }

  @Override
  public float value(TiledSum state, long nowMs) {
    return Decay.value(course(state, nowMs), nowMs, halfLife.toMillis());
  }

  @Override
  public Course course(TiledSum state, long nowMs) {
    return state.decayed(nowMs, halfLife.toMillis());
  }

  @Override
  public Course.Reader at(long nowMs) {
    return new Decay(nowMs, tileMs(), halfLife.toMillis());
  }
}
