package dev.slate.serving.after;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exposures that the log did not take, in a file until it takes them: lengths, user id and
 * document, one after the other. What was kept outlives the process, however that ends; an entry
 * that was half written is left out. Thread-safe.
 */
public final class ExposureSpool {
  private static final Logger LOG = LoggerFactory.getLogger(ExposureSpool.class);
  private static final int MAX_ENTRY = 16 << 20;

  private final Path file;
  private final Path taken;
  private final long maxBytes;
  private @Nullable FileChannel channel;

  /** One exposure under its key. */
  @SuppressWarnings("ArrayRecordComponent") // Written once, read once.
  record Entry(String userId, byte[] json) {}

  /**
   * @param file made when it is needed
   * @param maxBytes 0 keeps nothing
   */
  public ExposureSpool(Path file, long maxBytes) {
    this.file = file;
    this.taken = file.resolveSibling(file.getFileName() + ".taken");
    this.maxBytes = maxBytes;
  }

  /** Keeps an exposure; false if there is no room for it, or the disk takes no more. */
  synchronized boolean keep(Entry entry) {
    byte[] user = entry.userId.getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + user.length + entry.json.length);
    bytes.putInt(user.length).put(user).putInt(entry.json.length).put(entry.json).flip();
    try {
      FileChannel open = open();
      if (open.size() + bytes.remaining() > maxBytes) {
        return false;
      }
      while (bytes.hasRemaining()) {
        open.write(bytes);
      }
      return true;
    } catch (IOException e) {
      LOG.warn("{}: an exposure is lost: {}", file, e.toString());
      return false;
    }
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      channel = open;
    }
    return open;
  }

  /**
   * Takes all that is kept, for who calls {@link #done} once it is somewhere else; what was taken
   * and not done is taken again after a restart.
   */
  synchronized List<Entry> take() {
    try {
      if (!Files.exists(taken)) {
        if (!Files.exists(file)) {
          return List.of();
        }
        close();
        Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
      }
      return read();
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", taken, e.toString());
      return List.of();
    }
  }

  private List<Entry> read() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(taken)))) {
      while (true) {
        String user = new String(readPart(in), UTF_8);
        entries.add(new Entry(user, readPart(in)));
      }
    } catch (EOFException e) {
      return entries;
    }
  }

  private static byte[] readPart(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_ENTRY) {
      throw new EOFException("no entry begins here");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  /** What was taken needs to be kept no more. */
  synchronized void done() {
    try {
      Files.deleteIfExists(taken);
    } catch (IOException e) {
      LOG.warn("{} is sent again after a restart: {}", taken, e.toString());
    }
  }

  /** Closes the file; what is kept stays. */
  synchronized void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.warn("{}: {}", file, e.toString());
      }
    }
  }
}
