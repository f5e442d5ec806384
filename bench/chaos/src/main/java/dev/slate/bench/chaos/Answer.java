package dev.slate.bench.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/**
 * What came back for one request.
 *
 * @param dueNanos when it should have been sent
 * @param tookNanos from then to the last byte
 * @param status 0 if the connection broke
 * @param rung empty where there is none
 * @param reason of the rung, empty where there is none
 * @param model version, empty where there is none
 * @param retryAfter whether the header was there
 */
record Answer(
    int request,
    long dueNanos,
    long tookNanos,
    int status,
    String rung,
    String reason,
    String model,
    boolean retryAfter) {

  static Answer broken(int request, long dueNanos, long tookNanos) {
    return new Answer(request, dueNanos, tookNanos, 0, "", "", "", false);
  }

  /** Reads what is wanted of an answer; {@code text} is its head and body. */
  static Answer of(int request, long dueNanos, long tookNanos, byte[] bytes, int length) {
    String text = new String(bytes, 0, length, US_ASCII);
    int status = Integer.parseInt(text.substring(9, 12));
    // Behind the items, so it is looked for from the end.
    return new Answer(
        request,
        dueNanos,
        tookNanos,
        status,
        field(text, "\"rung\":\""),
        field(text, "\"rungReason\":\""),
        field(text, "\"model\":\""),
        status == 429 && text.toLowerCase(Locale.ROOT).contains("retry-after:"));
  }

  private static String field(String text, String name) {
    int at = text.lastIndexOf(name);
    return at < 0 ? "" : text.substring(at + name.length(), text.indexOf('"', at + name.length()));
  }
}
