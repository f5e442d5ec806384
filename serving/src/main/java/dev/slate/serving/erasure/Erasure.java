package dev.slate.serving.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * That a user was erased, as the topic {@code erasures} holds it: the key is the SHA-256 of the id,
 * so that the record of the erasure is no trace of the user.
 *
 * @param requestedMs when
 * @param partition of {@code events} with the marker
 * @param offset of the marker: what is before it is to be gone
 */
public record Erasure(long requestedMs, int partition, long offset) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The key of a user, hexadecimal. */
  public static String digest(String userId) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(userId.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  byte[] encode() {
    return MAPPER
        .createObjectNode()
        .put("requestedMs", requestedMs)
        .put("partition", partition)
        .put("offset", offset)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  static Erasure decode(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return new Erasure(
          node.path("requestedMs").asLong(),
          node.path("partition").asInt(),
          node.path("offset").asLong());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
