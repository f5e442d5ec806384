package dev.slate.serving.rerank;

import dev.slate.data.config.SurfaceSettings.Mix;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.training.model.diversity.Picks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Lets sources take turns, each giving its next item in its own order; an item that two found
 * belongs to the one whose turn comes first, and a source that has no more is passed over. What no
 * named source found follows by relevance. Deterministic.
 *
 * <p>Weighted turns are the smooth round robin: after any number of turns, each source has had its
 * share of them, give or take less than one and a half.
 */
final class MixReranker {
  private final Mix mix;

  MixReranker(Mix mix) {
    this.mix = mix;
  }

  private record Place(int place, int rank) {}

  void reorder(Pool pool) {
    List<int[]> lists = mix.sources().stream().map(s -> places(pool, s.source())).toList();
    Turns turns = new Turns(mix);
    int[] next = new int[lists.size()];
    boolean[] taken = new boolean[pool.size()];
    int[] rows = new int[pool.size()];
    int count = 0;
    while (turns.anyoneLeft()) {
      int source = turns.next();
      int[] list = lists.get(source);
      while (next[source] < list.length && taken[list[next[source]]]) {
        next[source]++;
      }
      if (next[source] == list.length) {
        turns.leave(source);
        continue;
      }
      turns.took(source);
      taken[list[next[source]]] = true;
      rows[count++] = list[next[source]];
    }
    float[] details = new float[count];
    Arrays.fill(details, Float.NaN);
    pool.reorder("mix", new Picks(Arrays.copyOf(rows, count), details), "its source's turn");
  }

  /** Places of what a source found, in its order. */
  private static int[] places(Pool pool, String source) {
    List<Place> places = new ArrayList<>();
    for (int place = 0; place < pool.size(); place++) {
      for (Candidate.Origin origin : pool.at(place).candidate().origins()) {
        if (origin.source().equals(source)) {
          places.add(new Place(place, origin.rank()));
          break;
        }
      }
    }
    places.sort(Comparator.comparingInt(Place::rank));
    return places.stream().mapToInt(Place::place).toArray();
  }
}
