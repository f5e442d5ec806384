package dev.slate.pipelines.local.up;

import dev.slate.data.process.ChildProcess;
import dev.slate.pipelines.local.console.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Starts processes and keeps those alive that are meant to run for ever: one that dies is started
 * again, after 1 s, 2 s, 4 s ... up to 30 s while it keeps dying within a minute. Thread-safe.
 */
final class Supervisor implements AutoCloseable {
  private static final Duration STEADY = Duration.ofMinutes(1);
  private static final int BAD_CONFIGURATION = 2;

  private final Path launcher;
  private final Path logs;
  private final Map<String, String> environment;
  private final Terminal terminal;
  private final Duration grace;
  private final Runnable onChange;
  private final List<Kept> processes = new CopyOnWriteArrayList<>();
  private final Object wake = new Object();
  private volatile boolean closing;

  /**
   * @param environment of every process, such as the addresses of Kafka and Redis
   * @param grace how long a process may take to end before it is killed
   * @param onChange called after every change of a state
   */
  Supervisor(
      Path launcher,
      Path logs,
      Map<String, String> environment,
      Terminal terminal,
      Duration grace,
      Runnable onChange) {
    this.launcher = launcher;
    this.logs = logs;
    this.environment = Map.copyOf(environment);
    this.terminal = terminal;
    this.grace = grace;
    this.onChange = onChange;
  }

  /** What became of a process. */
  record State(String name, long pid, String state, Path log) {}

  /** Starts a process that is meant to run until {@link #close()}. */
  void keep(String name, List<String> arguments) {
    Kept kept = new Kept(name, start(name, arguments));
    processes.add(kept);
    onChange.run();
    Thread thread = new Thread(() -> watch(kept, arguments), "watch-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts a process that ends by itself. */
  ChildProcess run(String name, List<String> arguments) {
    Kept kept = new Kept(name, start(name, arguments));
    processes.removeIf(process -> process.name.equals(name));
    processes.add(kept);
    onChange.run();
    return kept.child;
  }

  List<State> states() {
    return processes.stream().map(Kept::state).toList();
  }

  /** Stops everything at once; whoever does not end in time is killed. */
  @Override
  public void close() {
    closing = true;
    synchronized (wake) {
      wake.notifyAll();
    }
    synchronized (this) {
      processes.forEach(kept -> kept.child.terminate());
    }
    long deadline = System.nanoTime() + grace.toNanos();
    for (Kept kept : processes) {
      kept.child.awaitOrKill(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  private ChildProcess start(String name, List<String> arguments) {
    return ChildProcess.start(launcher, arguments, environment, logs.resolve(name + ".log"));
  }

  private void watch(Kept kept, List<String> arguments) {
    long backOffMs = 500;
    try {
      while (!closing) {
        long startNanos = System.nanoTime();
        int code = kept.child.await();
        if (closing) {
          return;
        }
        if (code == BAD_CONFIGURATION) {
          kept.gaveUp = true;
          onChange.run();
          terminal.print(
              String.format(
                  "  \u2718 %s refuses its configuration and stays down:%n%s",
                  kept.name, kept.child.tail(5)));
          return;
        }
        backOffMs =
            System.nanoTime() - startNanos > STEADY.toNanos()
                ? 1_000
                : Math.min(30_000, backOffMs * 2);
        onChange.run();
        terminal.print(
            String.format(
                "  ! %s ended unexpectedly (exit code %d); starting it again in %d s. Log: %s",
                kept.name, code, backOffMs / 1_000, kept.child.log()));
        pause(backOffMs);
        restart(kept, arguments);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void restart(Kept kept, List<String> arguments) {
    if (!closing) {
      kept.child = start(kept.name, arguments);
      onChange.run();
    }
  }

  private void pause(long ms) throws InterruptedException {
    synchronized (wake) {
      if (!closing) {
        wake.wait(ms);
      }
    }
  }

  /** A process under watch; its child is replaced when it is started again. */
  private static final class Kept {
    private final String name;
    private volatile ChildProcess child;
    private volatile boolean gaveUp;

    Kept(String name, ChildProcess child) {
      this.name = name;
      this.child = child;
    }

    State state() {
      String state = child.isAlive() ? "running" : gaveUp ? "failed" : "ended";
      return new State(name, child.pid(), state, child.log());
    }
  }
}
