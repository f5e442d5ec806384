package dev.slate.serving.context;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where a slate goes on: when it began, whose and what it is, and what its pages had. All of it
 * travels in the cursor, so there is nothing to keep, and any replica can go on. It needs no
 * signature: all that a forged one can do is to keep items from the list of who forged it.
 *
 * <p>Text: base64url, without padding, of a byte 1, the begin (8 bytes), a hash of the request (8
 * bytes), the hashes of the items (4 bytes each) and the CRC-32C of all that.
 *
 * @param begunMs when the first page was asked for
 * @param request {@link #identity} of the request
 */
public record PageCursor(long begunMs, long request, EarlierPages earlier) {
  /** Most items of all pages together. */
  public static final int MAX_ITEMS = 1_000;

  /** How long after the first page one may go on. */
  public static final long LIFE_MS = 3_600_000;

  private static final byte FORMAT = 1;
  private static final int FRAME = 1 + 8 + 8 + 4;
  private static final int LONGEST = (FRAME + 4 * MAX_ITEMS + 2) / 3 * 4;

  /**
   * Reads a cursor.
   *
   * @throws IllegalArgumentException if the text is not one that this class wrote
   */
  public static PageCursor decode(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(text.length() + " characters");
    }
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (bytes.length < FRAME || (bytes.length - FRAME) % 4 != 0 || in.get() != FORMAT) {
        throw new IllegalArgumentException("another format");
      }
      long begunMs = in.getLong();
      long request = in.getLong();
      int[] hashes = new int[(bytes.length - FRAME) / 4];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = in.getInt();
      }
      if (in.getInt() != checksum(bytes)) {
        throw new IllegalArgumentException("damaged");
      }
      return new PageCursor(begunMs, request, EarlierPages.of(hashes));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("cut off", e);
    }
  }

  /**
   * Where to go on after a page; null if there is nothing more: the page is short, or the pages
   * have {@value #MAX_ITEMS} items together.
   *
   * @param page ids of the page's items
   */
  public static @Nullable PageCursor after(RequestContext context, Collection<String> page) {
    SlateRequest request = context.request();
    if (page.size() < request.count() || request.earlier().size() + page.size() >= MAX_ITEMS) {
      return null;
    }
    return new PageCursor(
        request.begunMs() == 0 ? context.nowMs() : request.begunMs(),
        identity(request),
        request.earlier().and(page));
  }

  /** A hash of who asks for what; count and exclude may change from page to page. */
  public static long identity(SlateRequest request) {
    List<String> parts = new ArrayList<>();
    parts.add(request.userId() == null ? "" : "u" + request.userId());
    parts.add(String.join("\n", request.session()));
    parts.add(request.surface());
    parts.add(request.category() == null ? "" : "c" + request.category());
    parts.add(request.scope().filter() == null ? "" : request.scope().filter().text());
    parts.add(String.join("\n", new TreeSet<>(request.scope().include())));
    long hash = 0xcbf29ce484222325L;
    for (String part : parts) {
      for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
      }
      // No byte of UTF-8: parts cannot run into each other.
      hash = (hash ^ 0xff) * 0x100000001b3L;
    }
    return hash;
  }

  public String encode() {
    int[] hashes = earlier.hashes();
    ByteBuffer out = ByteBuffer.allocate(FRAME + 4 * hashes.length);
    out.put(FORMAT).putLong(begunMs).putLong(request);
    for (int hash : hashes) {
      out.putInt(hash);
    }
    out.putInt(checksum(out.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
  }

  /** Of all but the last four bytes. */
  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 4);
    return (int) crc.getValue();
  }
}
