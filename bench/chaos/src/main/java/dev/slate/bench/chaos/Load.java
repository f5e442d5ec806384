package dev.slate.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An open load: requests are sent at their times whether or not others were answered, each on a
 * connection of its own until its answer is complete. One thread and no client library: the machine
 * is shared with what is measured.
 */
final class Load {
  private static final long LAST_ANSWERS_NANOS = Duration.ofSeconds(15).toNanos();

  private final InetSocketAddress server;
  private final IntFunction<byte[]> requests;

  /**
   * @param requests the bytes of the i-th request
   */
  Load(int port, IntFunction<byte[]> requests) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.requests = requests;
  }

  /** Sends for a while, and returns when all is answered. */
  void run(int perSecond, Duration duration, Consumer<Answer> answers) {
    try (Selector selector = Selector.open()) {
      run(selector, perSecond, duration, answers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Selector selector, int perSecond, Duration duration, Consumer<Answer> answers)
      throws IOException {
    ArrayDeque<Exchange> idle = new ArrayDeque<>();
    int total = (int) (duration.toMillis() * perSecond / 1_000);
    long begin = System.nanoTime();
    int sent = 0;
    int answered = 0;
    while (answered < total) {
      long now = System.nanoTime();
      if (now > begin + duration.toNanos() + LAST_ANSWERS_NANOS) {
        for (; answered < total; answered++) {
          answers.accept(Answer.broken(answered, begin, now - begin));
        }
        return;
      }
      while (sent < total && begin + sent * 1_000_000_000L / perSecond <= now) {
        long due = begin + sent * 1_000_000_000L / perSecond;
        Exchange exchange = usable(idle);
        if (exchange == null) {
          exchange = new Exchange(selector, server);
        }
        exchange.send(sent, due, requests.apply(sent));
        sent++;
      }
      selector.select(1);
      Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
      while (keys.hasNext()) {
        Exchange exchange = (Exchange) keys.next().attachment();
        keys.remove();
        Answer answer = exchange.proceed();
        if (answer != null) {
          answered++;
          answers.accept(answer);
          if (answer.status() != 0) {
            idle.push(exchange);
          }
        }
      }
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
  }

  private static @Nullable Exchange usable(ArrayDeque<Exchange> idle) {
    for (Exchange next = idle.poll(); next != null; next = idle.poll()) {
      if (next.isOpen()) {
        return next;
      }
    }
    return null;
  }
}
