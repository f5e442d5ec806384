package dev.slate.pipelines.streaming;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy before Redis that cuts connections, and that on demand lets Redis execute a command
 * and keeps its reply from the client, which then cannot know what happened. Thread-safe.
 */
final class FaultProxy implements AutoCloseable {
  /**
   * Which reply to drop.
   *
   * @param request text that the command's bytes contain
   * @param reply what its reply begins with, when it was executed
   */
  record Drop(String request, String reply) {
    /** The reply of a transaction that was executed, not of one that was discarded. */
    static final Drop EXEC = new Drop("EXEC\r\n", "\r\n*");

    static final Drop INCREMENT = new Drop("HINCRBY\r\n", ":");
  }

  private final ServerSocket server;
  private final int upstream;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Drop> armed = new AtomicReference<>();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder cut = new LongAdder();

  /**
   * @param upstream port of the server on the loopback
   */
  FaultProxy(int upstream) {
    this.upstream = upstream;
    try {
      server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("proxy", this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Drops the reply to the next such command that is executed, and cuts its connection. */
  void dropNext(Drop drop) {
    armed.set(drop);
  }

  /** Replies dropped after their command was executed. */
  long dropped() {
    return dropped.sum();
  }

  /** Connections cut by {@link #cutAll}. */
  long cut() {
    return cut.sum();
  }

  /** Cuts all connections. */
  void cutAll() {
    cut.add(links.size());
    links.forEach(Link::close);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        try {
          links.add(new Link(client, new Socket(InetAddress.getLoopbackAddress(), upstream)));
        } catch (IOException e) {
          // The server is down, and so is the way to it.
          client.close();
        }
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
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
    links.forEach(Link::close);
  }

  /** One client's connection, both ways. */
  private final class Link {
    private final Socket client;
    private final Socket redis;
    private volatile @Nullable Drop dropping;

    Link(Socket client, Socket redis) throws IOException {
      this.client = client;
      this.redis = redis;
      client.setTcpNoDelay(true);
      redis.setTcpNoDelay(true);
      start("proxy-requests", () -> pump(client, redis, this::isForwardedRequest));
      start("proxy-replies", () -> pump(redis, client, this::isForwardedReply));
    }

    private void pump(Socket from, Socket to, Filter filter) {
      byte[] buffer = new byte[64 * 1024];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (filter.forwards(new String(buffer, 0, n, US_ASCII))) {
            out.write(buffer, 0, n);
          }
        }
      } catch (IOException e) {
        // Either side has gone.
      } finally {
        close();
      }
    }

    private boolean isForwardedRequest(String bytes) {
      Drop drop = armed.get();
      if (drop != null && bytes.contains(drop.request()) && armed.compareAndSet(drop, null)) {
        dropping = drop;
      }
      return true;
    }

    private boolean isForwardedReply(String bytes) {
      Drop drop = dropping;
      if (drop == null) {
        return true;
      }
      int at = ("\r\n" + bytes).indexOf(drop.reply());
      if (at >= 0 && bytes.startsWith("-1", Math.max(0, at - 2) + drop.reply().length())) {
        // EXEC was discarded: nothing was executed.
        dropping = null;
        armed.set(drop);
        return true;
      }
      if (at >= 0) {
        dropped.increment();
        close();
      }
      return false;
    }

    private void close() {
      links.remove(this);
      for (Socket socket : Arrays.asList(client, redis)) {
        try {
          socket.close();
        } catch (IOException e) {
          // It is closed then.
        }
      }
    }
  }

  private interface Filter {
    boolean forwards(String bytes);
  }
}
