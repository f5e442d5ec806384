package dev.slate.bench.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What is asked: the known users in turn, one of five requests ahead of need where asked for. */
final class Requests {
  private static final int PREFETCH_ONE_OF = 5;

  private Requests() {}

  /** As a user's page does. */
  static byte[] ofPage(int number) {
    return bytes(number, "");
  }

  /** Some of them as prefetches. */
  static byte[] mixed(int number) {
    return bytes(number, isPrefetch(number) ? "sec-purpose: prefetch\r\n" : "");
  }

  static boolean isPrefetch(int number) {
    return number % PREFETCH_ONE_OF == 0;
  }

  /** Whose the i-th request is. */
  static String userOf(int number) {
    // A step that is prime to their number, so that all users come.
    return ChaosWorld.user((int) (number * 7L % ChaosWorld.USERS));
  }

  private static byte[] bytes(int number, String header) {
    return ("GET /v1/recommendations/"
            + userOf(number)
            + "?count=20&surface=home HTTP/1.1\r\nhost: 127.0.0.1\r\n"
            + header
            + "\r\n")
        .getBytes(US_ASCII);
  }
}
