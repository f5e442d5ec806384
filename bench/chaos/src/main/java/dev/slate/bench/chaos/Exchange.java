package dev.slate.bench.chaos;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection with at most one request under way. */
final class Exchange {
  private static final int HEAD = 2_048;

  private final SocketChannel channel;
  private final SelectionKey key;
  private byte[] received = new byte[16 * 1024];
  private int length;
  private int expected = -1;
  private @Nullable ByteBuffer unsent;
  private int request = -1;
  private long dueNanos;

  Exchange(Selector selector, InetSocketAddress server) throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(server);
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  boolean isOpen() {
    return channel.isOpen() && key.isValid();
  }

  void send(int number, long due, byte[] bytes) throws IOException {
    request = number;
    dueNanos = due;
    length = 0;
    expected = -1;
    unsent = ByteBuffer.wrap(bytes);
    if (channel.isConnected()) {
      key.interestOps(SelectionKey.OP_READ);
      write();
    }
  }

  private void write() throws IOException {
    ByteBuffer bytes = unsent;
    if (bytes == null) {
      return;
    }
    try {
      channel.write(bytes);
    } catch (IOException e) {
      // The server closed it; reading says so too.
      unsent = null;
      return;
    }
    if (bytes.hasRemaining()) {
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    } else {
      unsent = null;
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /** Does what can be done now; the answer if that completes it. */
  @Nullable Answer proceed() throws IOException {
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        write();
      }
      if (key.isWritable()) {
        write();
      }
      return key.isReadable() ? read() : null;
    } catch (IOException e) {
      return broken();
    }
  }

  private @Nullable Answer read() throws IOException {
    if (length == received.length) {
      received = Arrays.copyOf(received, 2 * length);
    }
    int n = channel.read(ByteBuffer.wrap(received, length, received.length - length));
    if (n < 0) {
      return broken();
    }
    length += n;
    if (expected < 0) {
      expected = expected();
    }
    if (request < 0 || expected < 0 || length < expected) {
      return null;
    }
    Answer answer = Answer.of(request, dueNanos, System.nanoTime() - dueNanos, received, expected);
    request = -1;
    return answer;
  }

  private @Nullable Answer broken() throws IOException {
    channel.close();
    int was = request;
    request = -1;
    return was < 0 ? null : Answer.broken(was, dueNanos, System.nanoTime() - dueNanos);
  }

  /** Bytes of head and body; -1 while the head is not complete. */
  private int expected() {
    String head =
        new String(received, 0, Math.min(length, HEAD), StandardCharsets.US_ASCII)
            .toLowerCase(Locale.ROOT);
    int end = head.indexOf("\r\n\r\n");
    int at = head.indexOf("content-length:");
    if (end < 0) {
      return -1;
    }
    if (at < 0 || at > end) {
      return end + 4;
    }
    int from = at + "content-length:".length();
    return end + 4 + Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)).strip());
  }
}
