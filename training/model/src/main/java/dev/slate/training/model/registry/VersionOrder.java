package dev.slate.training.model.registry;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version's two parts, ordered by age.
 *
 * @param date ISO, the run's business date
 * @param number of that date, from 1
 */
record VersionOrder(String date, int number) implements Comparable<VersionOrder> {
  private static final Pattern VERSION = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-([1-9]\\d{0,8})");
  private static final Comparator<VersionOrder> ORDER =
      Comparator.comparing(VersionOrder::date).thenComparingInt(VersionOrder::number);

  static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  static VersionOrder parse(String text) {
    Matcher matcher = VERSION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "version: \"" + text + "\" (expected: <date>-<n>, as 2026-11-20-1)");
    }
    return new VersionOrder(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public int compareTo(VersionOrder that) {
    return ORDER.compare(this, that);
  }
}
