package dev.slate.pipelines.streaming;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Processes under fire: one works, the next one stands by under the same name, loaded, so that a
 * kill costs little. One thread.
 */
final class Fleet implements AutoCloseable {
  private static final String NAME = "fire";

  private final Class<?> main;
  private final Map<String, String> environment;
  private final Path directory;
  private final List<Process> all = new ArrayList<>();
  private Process active;
  private Process standby;

  Fleet(Class<?> main, Map<String, String> environment, Path directory) {
    this.main = main;
    this.environment = environment;
    this.directory = directory;
    active = spawn(NAME);
    standby = spawn(NAME);
    begin(active);
  }

  private Process spawn(String... arguments) {
    ProcessBuilder builder = ChildJob.command(main, arguments);
    builder.environment().putAll(environment);
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true).redirectOutput(log(all.size()).toFile());
    try {
      Process process = builder.start();
      all.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void begin(Process process) {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process active() {
    return active;
  }

  /** Kills the one that works with -9; returns when it is dead. */
  void kill() {
    active.destroyForcibly();
    end(active);
  }

  /** Lets the next one go on. */
  void replace() {
    active = standby;
    begin(active);
    standby = spawn(NAME);
  }

  /** Replaces the one that works if it has ended by itself. */
  void keepAlive() {
    if (!active.isAlive()) {
      replace();
    }
  }

  /** Another one that works beside it, without a name: it leaves its group when it ends. */
  Process join() {
    Process other = spawn();
    begin(other);
    return other;
  }

  /** Sends STOP or CONT. */
  static void signal(String signal, Process process) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void end(Process process) {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a process has printed. */
  String log(Process process) {
    try {
      return Files.readString(log(all.indexOf(process)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines with a text, of all processes. */
  long lines(String text) {
    return all.stream()
        .flatMap(process -> log(process).lines())
        .filter(l -> l.contains(text))
        .count();
  }

  private Path log(int number) {
    return directory.resolve("job-" + number + ".log");
  }

  @Override
  public void close() {
    all.forEach(Process::destroyForcibly);
    all.forEach(Fleet::end);
  }
}
