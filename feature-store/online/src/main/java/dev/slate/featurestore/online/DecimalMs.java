package dev.slate.featurestore.online;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slate.featurestore.state.StateFormatException;

/** Milliseconds since 1970 as decimal text, as {@code slate:newest:<view>} holds them. */
final class DecimalMs {
  private DecimalMs() {}

  /**
   * @throws StateFormatException if the bytes are no number
   */
  static long parse(byte[] text) {
    String number = new String(text, US_ASCII);
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      throw new StateFormatException("newest: '" + number + "' (expected: decimal milliseconds)");
    }
  }
}
