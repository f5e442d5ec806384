package dev.slate.serving.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Assignment exactly as GrowthBook's JavaScript SDK makes it: FNV-1a (32 bits) over UTF-16 code
 * units, ranges in double arithmetic in the same order. So a GrowthBook SDK beside Slate gives a
 * user the same variant. Source: growthbook/growthbook, {@code packages/sdk-js}, MIT.
 */
public final class GrowthBookHash {
  private static final int OFFSET_BASIS = 0x811c9dc5;
  private static final int PRIME = 0x01000193;

  private GrowthBookHash() {}

  /** Part of the unit interval, {@code start <= n < end}. */
  public record BucketRange(double start, double end) {
    boolean contains(double n) {
      return n >= start && n < end;
    }
  }

  /** A number in 0..1 for a value; empty if the version is neither 1 nor 2. */
  public static OptionalDouble hash(String seed, String value, int version) {
    return switch (version) {
      case 1 -> OptionalDouble.of(fnv1a(value + seed) % 1_000 / 1_000.0);
      case 2 -> OptionalDouble.of(fnv1a(Long.toString(fnv1a(seed + value))) % 10_000 / 10_000.0);
      default -> OptionalDouble.empty();
    };
  }

  private static long fnv1a(String text) {
    int hash = OFFSET_BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return Integer.toUnsignedLong(hash);
  }

  /** Equal weights; empty for a count below 1. */
  public static List<Double> equalWeights(int count) {
    return count < 1 ? List.of() : Collections.nCopies(count, 1.0 / count);
  }

  /**
   * Where each variation lies.
   *
   * @param coverage share of users that take part, limited to 0..1
   * @param weights equal ones are used if there are not {@code count} of them or their sum is
   *     outside 0.99 to 1.01
   */
  public static List<BucketRange> bucketRanges(int count, double coverage, List<Double> weights) {
    double share = Math.min(1, Math.max(0, coverage));
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    List<Double> used =
        weights.size() != count || sum < 0.99 || sum > 1.01 ? equalWeights(count) : weights;
    List<BucketRange> ranges = new ArrayList<>(count);
    double start = 0;
    for (double weight : used) {
      ranges.add(new BucketRange(start, start + share * weight));
      start += weight;
    }
    return ranges;
  }

  /** The first range that has {@code n}, -1 if none has. */
  public static int chooseVariation(double n, List<BucketRange> ranges) {
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i).contains(n)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a value is in a part of a namespace. */
  public static boolean inNamespace(String value, Namespace namespace) {
    double n = hash("__" + namespace.id(), value, 1).orElseThrow();
    return n >= namespace.start() && n < namespace.end();
  }

  /** A part of the users that experiments share out among them. */
  public record Namespace(String id, double start, double end) {}
}
