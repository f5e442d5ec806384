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
import java.util.function.LongPredicate;
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
    long end = System.nanoTime() + duration.toNanos();
    run(perSecond, dueNanos -> dueNanos < end, answers);
  }

  /**
   * Sends until a request is no longer wanted, and returns when all is answered.
   *
   * @param isWanted asked with the time at which the next request is due
   */
  void run(int perSecond, LongPredicate isWanted, Consumer<Answer> answers) {
    try (Selector selector = Selector.open()) {
      run(selector, perSecond, isWanted, answers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(
      Selector selector, int perSecond, LongPredicate isWanted, Consumer<Answer> answers)
      throws IOException {
    ArrayDeque<Exchange> idle = new ArrayDeque<>();
    long begin = System.nanoTime();
    long due = begin;
    int sent = 0;
    int answered = 0;
    boolean isSending = true;
    while (isSending || answered < sent) {
      long now = System.nanoTime();
      if (!isSending && now > due + LAST_ANSWERS_NANOS) {
        for (; answered < sent; answered++) {
          answers.accept(Answer.broken(answered, begin, now - begin));
        }
        return;
      }
      while (isSending && due <= now) {
        isSending = isWanted.test(due);
        if (isSending) {
          Exchange exchange = usable(idle);
          if (exchange == null) {
            exchange = new Exchange(selector, server);
          }
          exchange.send(sent, due, requests.apply(sent));
          sent++;
          due = begin + sent * 1_000_000_000L / perSecond;
        }
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
