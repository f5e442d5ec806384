package dev.slate.featurestore.feature;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.Course;
import dev.slate.featurestore.state.State;
import dev.slate.featurestore.state.Tiles;
import java.time.Duration;
import java.util.Set;

/**
 * Any number over a window before now instead of all time: {@code new Windowed<>(new Max(...),
 * window)}.
 *
 * <p>The window is cut into 24 tiles, so its old edge is exact to 1/24 of its length. It moves on
 * without events.
 *
 * @param of what is computed; gives the name
 * @param window 5 minutes to 90 days
 * @param <S> the state of a tile
 */
public record Windowed<S extends State>(ScalarFeature<S> of, Duration window)
    implements ScalarFeature<Tiles<S>> {

  public Windowed {
    Tiling.requireUsual(of.name(), window);
  }

  private Tiling tiling() {
    return new Tiling(window);
  }

  @Override
  public String name() {
    return of.name();
  }

  @Override
  public Set<EventKind> kinds() {
    return of.kinds();
  }

  @Override
  public String description() {
    return of.description() + " in " + Tiling.words(window);
  }

  @Override
  public String definition() {
    return "Windowed/" + tiling().definition() + "/" + of.definition();
  }

  @Override
  public long reachMs() {
    return window.toMillis();
  }

  @Override
  public Tiles<S> newState() {
    return new Tiles<>(tiling().tileMs(), tiling().kept(), of::newState);
  }

  @Override
  public Tiles<S> decode(ByteReader in) {
    return newState().decode(in, of::decode);
  }

  @Override
  public void fold(Tiles<S> state, Event event) {
    S tile = state.at(event.eventTimeMs());
    if (tile != null) {
      of.fold(tile, event);
    }
  }

  @Override
  public float value(Tiles<S> state, long nowMs) {
    return of.value(state.over(nowMs, window.toMillis()), nowMs);
  }

  @Override
  public Course course(Tiles<S> state, long nowMs) {
    return of.course(state.over(nowMs, window.toMillis()), nowMs)
        .until(state.sameUntil(nowMs, window.toMillis()));
  }

  @Override
  public Course.Reader at(long nowMs) {
    return of.at(nowMs);
  }
}
