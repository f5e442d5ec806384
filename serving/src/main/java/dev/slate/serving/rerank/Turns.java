package dev.slate.serving.rerank;

import dev.slate.data.config.SurfaceSettings.Mix;
import dev.slate.data.config.SurfaceSettings.Order;
import java.util.Arrays;

/** Whose turn it is: {@link #next} until somebody {@link #took} it or {@link #leave}s. */
final class Turns {
  private final Mix mix;
  private final boolean[] left;
  private final int[] credit;
  private int remaining;
  private int turn;

  Turns(Mix mix) {
    this.mix = mix;
    this.remaining = mix.sources().size();
    this.left = new boolean[remaining];
    this.credit = new int[remaining];
  }

  boolean anyoneLeft() {
    return remaining > 0;
  }

  /** A source that has not left. */
  int next() {
    return switch (mix.order()) {
      case FAIR, SNAKE -> {
        while (left[inLine()]) {
          turn++;
        }
        yield inLine();
      }
      case WEIGHTED -> richest();
    };
  }

  private int inLine() {
    int sources = left.length;
    int place = turn % sources;
    boolean backwards = mix.order() == Order.SNAKE && turn / sources % 2 == 1;
    return backwards ? sources - 1 - place : place;
  }

  /** Each earns its weight a turn; who has most is next and pays for all. */
  private int richest() {
    int best = -1;
    for (int i = 0; i < credit.length; i++) {
      int worth = credit[i] + mix.sources().get(i).weight();
      if (!left[i] && (best < 0 || worth > credit[best] + mix.sources().get(best).weight())) {
        best = i;
      }
    }
    return best;
  }

  void took(int source) {
    turn++;
    int total = 0;
    for (int i = 0; i < credit.length; i++) {
      if (!left[i]) {
        credit[i] += mix.sources().get(i).weight();
        total += mix.sources().get(i).weight();
      }
    }
    credit[source] -= total;
  }

  void leave(int source) {
    left[source] = true;
    remaining--;
    // What it owes or is owed is nobody else's.
    Arrays.fill(credit, 0);
  }
}
