package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.Course;
import dev.slate.featurestore.state.TiledSum;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How many events of some kinds there were in a window before now.
 *
 * <p>The window is counted in 24 tiles, so its old edge is exact to 1/24 of its length.
 */
public record WindowedCount(String name, Set<EventKind> kinds, Duration window)
    implements ScalarFeature<TiledSum> {

  public WindowedCount {
    kinds = Set.copyOf(kinds);
    new Tiling(window);
  }

  private Tiling tiling() {
    return new Tiling(window);
  }

  @Override
  public String description() {
    return "number of " + Kinds.names(kinds) + " events in " + Tiling.words(window);
  }

  @Override
  public String definition() {
    return "WindowedCount/" + EnumSet.copyOf(kinds) + "/" + tiling().definition();
  }

  @Override
  public long reachMs() {
    return window.toMillis();
  }

  @Override
  public TiledSum newState() {
    return new TiledSum(tiling().tileMs(), tiling().kept());
  }

  @Override
  public TiledSum decode(ByteReader in) {
    return TiledSum.decode(in, tiling().tileMs(), tiling().kept());
  }

  @Override
  public void fold(TiledSum state, Event event) {
    state.add(event.eventTimeMs(), 1);
  }

  @Override
  public float value(TiledSum state, long nowMs) {
    return (float) course(state, nowMs).amount();
  }

  @Override
  public Course course(TiledSum state, long nowMs) {
    return state.window(nowMs, window.toMillis());
  }
}
