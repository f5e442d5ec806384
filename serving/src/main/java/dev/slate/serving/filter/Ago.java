package dev.slate.serving.filter;

/** How long ago something was, for reasons that people read. */
final class Ago {
  private Ago() {}

  static String text(long ms) {
    long seconds = Math.max(0, ms / 1_000);
    if (seconds < 120) {
      return seconds + " s ago";
    }
    if (seconds < 7_200) {
      return seconds / 60 + " min ago";
    }
    return seconds < 172_800 ? seconds / 3_600 + " h ago" : seconds / 86_400 + " days ago";
  }
}
