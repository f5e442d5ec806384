package dev.slate.data.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A key as it is kept: the secret itself is known to its holder alone.
 *
 * <p>The hash is SHA-256 without salt or stretching. Those defend passwords, which can be guessed;
 * a secret of 128 random bits or more cannot, and a fast hash keeps the check off the request's
 * time.
 *
 * @param sha256 of the secret, 64 hexadecimal digits
 */
public record ApiKey(String name, Role role, String sha256, long createdMs) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern STRONG = Pattern.compile("[A-Za-z0-9_-]{32,128}");
  private static final int SECRET_BYTES = 32;

  public ApiKey {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: " + name + " (expected: 1 to 40 of a-z, 0-9 and -, not beginning with -)");
    }
    if (role == Role.NONE) {
      throw new IllegalArgumentException("role: none (expected: read, write, operate or admin)");
    }
    if (!HASH.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256: " + sha256.length() + " characters (expected: 64 hexadecimal digits)");
    }
  }

  /** A new secret of 256 random bits; it begins with {@code slate_}, so that scanners find it. */
  public static String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "slate_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The key of a secret.
   *
   * @throws IllegalArgumentException if the secret is too short to hold 128 random bits, or if the
   *     name cannot be used
   */
  public static ApiKey of(String name, Role role, String secret, long createdMs) {
    if (!STRONG.matcher(secret).matches() || secret.chars().distinct().count() < 8) {
      throw new IllegalArgumentException(
          "secret: not shown (expected: at least 128 random bits as 32 to 128 of A-Z, a-z, 0-9, _"
              + " and -, such as openssl rand -hex 32 prints)");
    }
    return new ApiKey(name, role, HexFormat.of().formatHex(hash(secret)), createdMs);
  }

  /** SHA-256. */
  static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
