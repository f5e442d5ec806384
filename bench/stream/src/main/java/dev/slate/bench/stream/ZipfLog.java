package dev.slate.bench.stream;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Events whose users and items follow Zipf's law (exponent 1): 100,000 users, 20,000 items. The
 * same seed gives the same users, items and kinds. One thread.
 */
final class ZipfLog {
  private static final int USERS = 100_000;
  private static final int ITEMS = 20_000;
  // Of 100 events; impressions outnumber what people do.
  private static final EventKind[] KINDS = new EventKind[100];

  static {
    Arrays.fill(KINDS, 0, 50, EventKind.IMPRESSION);
    Arrays.fill(KINDS, 50, 85, EventKind.CLICK);
    Arrays.fill(KINDS, 85, 93, EventKind.RATING);
    Arrays.fill(KINDS, 93, 97, EventKind.PURCHASE);
    Arrays.fill(KINDS, 97, 100, EventKind.DISMISS);
  }

  private final SplittableRandom random;
  private final String prefix;
  private final double[] users = cumulative(USERS);
  private final double[] items = cumulative(ITEMS);
  private long next;

  /**
   * @param prefix of the event ids, so that two logs never share one
   */
  ZipfLog(String prefix, long seed) {
    this.prefix = prefix;
    this.random = new SplittableRandom(seed);
  }

  Event next(long eventTimeMs) {
    EventKind kind = KINDS[random.nextInt(KINDS.length)];
    EventHeader header =
        new EventHeader(prefix + next++, "u" + draw(users), "i" + draw(items), eventTimeMs);
    double value =
        switch (kind) {
          case RATING -> 1 + random.nextInt(9) / 2.0;
          case PURCHASE -> 5 + random.nextInt(5_000) / 100.0;
          default -> Double.NaN;
        };
    return Event.of(kind, header, value);
  }

  private int draw(double[] cumulative) {
    int at =
        Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
    return at < 0 ? -at - 1 : at;
  }

  private static double[] cumulative(int size) {
    double[] sums = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += 1.0 / (i + 1);
      sums[i] = sum;
    }
    return sums;
  }
}
