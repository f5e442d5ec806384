package dev.slate.training.model.registry;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names and codecs of a version's files. */
final class BundleFiles {
  static final String MANIFEST = "manifest.json";
  static final String MANIFEST_CHECKSUM = "manifest.sha256";
  static final String ITEMS = "items.json";
  static final String ALS = "als.safetensors";
  static final String TWO_TOWER = "two-tower.safetensors";
  static final String NEIGHBORS = "neighbors.safetensors";
  static final String POPULAR = "popular.json";
  static final String RANKER = "ranker.json";
  static final String METRICS = "metrics.json";

  /** Files that are mapped to be read, as they are large and made for it. */
  static final String INDEX_SUFFIX = ".index";

  static final String ALS_INDEX = "als" + INDEX_SUFFIX;
  static final String TWO_TOWER_INDEX = "two-tower" + INDEX_SUFFIX;

  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private BundleFiles() {}

  static String sha256(byte[] bytes) {
    return sha256(ByteBuffer.wrap(bytes));
  }

  /** Of what lies between position and limit, which stay. */
  static String sha256(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The line that {@code sha256sum} would print for the manifest. */
  static byte[] checksumLine(byte[] manifest) {
    return (sha256(manifest) + "  " + MANIFEST + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
