package dev.slate.bench.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy before a server of this machine that can hold back what passes: for ever, or each
 * piece for a while. Connections stay open meanwhile, as they do when packets are lost.
 * Thread-safe.
 */
final class FaultyLink implements AutoCloseable {
  private static final long TICK_NANOS = 1_000_000;

  private final ServerSocket server;
  private final int upstream;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean blackHole;
  private volatile long delayNanos;

  /**
   * @param upstream port of the server on the loopback
   */
  FaultyLink(int upstream) {
    this.upstream = upstream;
    try {
      server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on nothing passes. */
  void swallow() {
    blackHole = true;
  }

  /** From now on each reply comes so much later. */
  void slow(Duration delay) {
    delayNanos = delay.toNanos();
  }

  /** All passes at once again, and what was held back too. */
  void heal() {
    delayNanos = 0;
    blackHole = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        try {
          connect(client, new Socket(InetAddress.getLoopbackAddress(), upstream));
        } catch (IOException e) {
          // The server is down, and so is the way to it.
          client.close();
        }
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void connect(Socket client, Socket behind) throws IOException {
    client.setTcpNoDelay(true);
    behind.setTcpNoDelay(true);
    sockets.add(client);
    sockets.add(behind);
    start(() -> pump(client, behind, Direction.REQUESTS));
    start(() -> pump(behind, client, Direction.REPLIES));
  }

  private enum Direction {
    REQUESTS,
    REPLIES
  }

  private void pump(Socket from, Socket to, Direction direction) {
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        long read = System.nanoTime();
        while (blackHole
            || direction == Direction.REPLIES && System.nanoTime() - read < delayNanos) {
          LockSupport.parkNanos(TICK_NANOS);
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // Either side has gone.
    } finally {
      close(from);
      close(to);
    }
  }

  private void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed then.
    }
  }

  private static void start(Runnable body) {
    Thread thread = new Thread(body, "link");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    heal();
    sockets.forEach(this::close);
  }
}
