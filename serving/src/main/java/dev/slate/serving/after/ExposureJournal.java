package dev.slate.serving.after;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exposures between the answer and the log's acknowledgement, in slots of a mapped file: what was
 * written is the system's to keep, so it outlives the process however that ends, at the cost of a
 * copy. Not synced: a loss of power loses it. Processes that share a directory have a file each.
 * Thread-safe.
 */
public final class ExposureJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExposureJournal.class);

  /** In place of a slot: there is none. */
  static final int NONE = -1;

  private static final int SLOTS = 1_024;
  private static final int SLOT_BYTES = 8_192;
  private static final int FILES = 64;

  // A slot: length of the user id, 0 if the slot is free; length of the document; checksum; both.
  private static final int USER = 0;
  private static final int DOCUMENT = 4;
  private static final int CHECKSUM = 8;
  private static final int BODY = 12;

  private final @Nullable FileChannel channel;
  private final ByteBuffer map;
  private final ConcurrentLinkedDeque<Integer> free = new ConcurrentLinkedDeque<>();
  private final Map<Integer, ExposureSpool.Entry> left = new TreeMap<>();

  private ExposureJournal(@Nullable FileChannel channel, ByteBuffer map) {
    this.channel = channel;
    this.map = map;
    for (int slot = 0; slot < map.capacity() / SLOT_BYTES; slot++) {
      ExposureSpool.Entry entry = read(slot);
      if (entry == null) {
        free.add(slot);
      } else {
        left.put(slot, entry);
      }
    }
  }

  /** One without slots. */
  public static ExposureJournal absent() {
    return new ExposureJournal(null, ByteBuffer.allocate(0));
  }

  /**
   * Opens the first file that no living process has; without a disk that can be written there is
   * none, and a word in the log.
   *
   * @param directory made if it is absent
   */
  public static ExposureJournal open(Path directory) {
    try {
      Files.createDirectories(directory);
      for (int i = 0; i < FILES; i++) {
        ExposureJournal ours = tryOpen(file(directory, i));
        if (ours != null) {
          ours.adopt(directory, i + 1);
          return ours;
        }
      }
      LOG.warn("{}: {} processes have a journal here, this one has none", directory, FILES);
    } catch (IOException e) {
      LOG.warn("{}: exposures are not written down before they are sent", directory, e);
    }
    return absent();
  }

  private static Path file(Path directory, int i) {
    return directory.resolve("exposures-" + i + ".journal");
  }

  /** Null if a living process has it. */
  private static @Nullable ExposureJournal tryOpen(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!isOurs(channel)) {
      channel.close();
      return null;
    }
    long bytes = (long) SLOTS * SLOT_BYTES;
    return new ExposureJournal(channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes));
  }

  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Takes over what processes beside the earlier one have left; what has no room stays there. */
  private void adopt(Path directory, int from) throws IOException {
    for (int i = from; i < FILES && Files.exists(file(directory, i)); i++) {
      ExposureJournal other = tryOpen(file(directory, i));
      if (other != null) {
        for (Map.Entry<Integer, ExposureSpool.Entry> entry : other.left.entrySet()) {
          if (adopt(entry.getValue())) {
            other.forget(entry.getKey());
          }
        }
        other.close();
      }
    }
  }

  private boolean adopt(ExposureSpool.Entry entry) {
    int slot = append(entry);
    if (slot != NONE) {
      left.put(slot, entry);
    }
    return slot != NONE;
  }

  /** What an earlier process had answered and not seen acknowledged, to be kept elsewhere. */
  List<ExposureSpool.Entry> left() {
    return List.copyOf(left.values());
  }

  /** Forgets {@link #left}, which is safe by now. */
  void clear() {
    left.keySet().forEach(this::forget);
    left.clear();
  }

  /** Writes an exposure down; {@link #NONE} if no slot is free or large enough. */
  int append(ExposureSpool.Entry entry) {
    byte[] user = entry.userId().getBytes(UTF_8);
    if (user.length + entry.json().length > SLOT_BYTES - BODY) {
      return NONE;
    }
    Integer slot = free.pollFirst();
    if (slot == null) {
      return NONE;
    }
    int at = slot * SLOT_BYTES;
    map.put(at + BODY, user);
    map.put(at + BODY + user.length, entry.json());
    map.putInt(at + DOCUMENT, entry.json().length);
    map.putInt(at + CHECKSUM, checksum(user, entry.json()));
    map.putInt(at + USER, user.length);
    return slot;
  }

  /** Frees a slot: the exposure is in the log, or elsewhere, or counted as lost. */
  void forget(int slot) {
    if (slot != NONE) {
      map.putInt(slot * SLOT_BYTES + USER, 0);
      free.addFirst(slot);
    }
  }

  private ExposureSpool.@Nullable Entry read(int slot) {
    int at = slot * SLOT_BYTES;
    int user = map.getInt(at + USER);
    int document = map.getInt(at + DOCUMENT);
    if (user <= 0 || document < 0 || (long) user + document > SLOT_BYTES - BODY) {
      return null;
    }
    byte[] userId = new byte[user];
    byte[] json = new byte[document];
    map.get(at + BODY, userId);
    map.get(at + BODY + user, json);
    return map.getInt(at + CHECKSUM) == checksum(userId, json)
        ? new ExposureSpool.Entry(new String(userId, UTF_8), json)
        : null;
  }

  private static int checksum(byte[] user, byte[] json) {
    CRC32 sum = new CRC32();
    sum.update(user);
    sum.update(json);
    return (int) sum.getValue();
  }

  /** Lets the next process have the file; what is in it stays. */
  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
