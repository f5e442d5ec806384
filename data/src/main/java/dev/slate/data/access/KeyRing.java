package dev.slate.data.access;

import dev.slate.data.config.InvalidConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that hold now: a change of the file holds within a second, without a restart.
 *
 * <p>As long as there never was a key, everyone who reaches the port may do everything, so the port
 * must be one of loopback. Once there was one, a key is needed until the process ends, also when
 * the file goes away or cannot be read: then the last keys hold. Thread-safe.
 */
public final class KeyRing {
  private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();

  private final Path file;
  private final LongSupplier nanoTime;
  private final AtomicLong lookedNanos;
  private volatile ApiKeys keys;
  private volatile boolean required;
  private volatile @Nullable Object stamp;

  /**
   * Reads the file.
   *
   * @throws InvalidConfigException if it is no key file
   */
  public KeyRing(Path file) {
    this(file, System::nanoTime);
  }

  KeyRing(Path file, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
    lookedNanos = new AtomicLong(nanoTime.getAsLong());
    stamp = stampOf(file);
    keys = KeyFile.read(file);
    required = !keys.all().isEmpty();
  }

  /**
   * Refuses an address that others can reach while no key is needed.
   *
   * @param hostKey configuration key of the address, named in the refusal
   * @throws InvalidConfigException that says how to make a key
   */
  public void requireKeysBeyondLoopback(String hostKey, String host) {
    if (!isRequired() && !isLoopback(host)) {
      throw new InvalidConfigException(
          hostKey,
          host + ", but there are no API keys in " + file,
          "127.0.0.1 as long as there are none; make one with: slate keys create NAME --role admin");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether a request needs a key. */
  public boolean isRequired() {
    look();
    return required;
  }

  /** The key of a secret, null if there is none. */
  public @Nullable ApiKey find(String secret) {
    look();
    return keys.find(secret);
  }

  private void look() {
    long now = nanoTime.getAsLong();
    long looked = lookedNanos.get();
    if (now - looked < LOOK_NANOS || !lookedNanos.compareAndSet(looked, now)) {
      return;
    }
    Object found = stampOf(file);
    if (found == null || found.equals(stamp)) {
      return;
    }
    try {
      ApiKeys read = KeyFile.read(file);
      required |= !read.all().isEmpty();
      keys = read;
      stamp = found;
    } catch (InvalidConfigException e) {
      // The last keys hold; the file is read again once it changes.
      stamp = found;
    }
  }

  private record Stamp(Object modified, long size, @Nullable Object inode) {}

  private static @Nullable Object stampOf(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (IOException e) {
      return null;
    }
  }
}
