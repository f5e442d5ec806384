package dev.slate.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process of ours on this class path, which says when it is ready and takes commands. */
final class ChildProcess implements AutoCloseable {
  static final String READY = "ready ";

  private final Process process;
  private final String said;

  private ChildProcess(Process process, String said) {
    this.process = process;
    this.said = said;
  }

  /**
   * Starts one and waits until it prints {@link #READY}; its errors go to a file.
   *
   * @param options of the JVM, besides those that all have
   */
  static ChildProcess start(
      Class<?> main,
      List<String> options,
      Path errors,
      Map<String, String> environment,
      String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseG1GC",
                "--add-modules",
                "jdk.incubator.vector",
                "-Djdk.serialFilter=!*",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      BufferedReader out =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(READY)) {
          drain(out);
          return new ChildProcess(process, line.substring(READY.length()));
        }
      }
      throw new IllegalStateException(main.getSimpleName() + " ended; see " + errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void drain(BufferedReader out) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (out.readLine() != null) {
                  // Logs; a full pipe would stop the process.
                }
              } catch (IOException e) {
                // It has ended.
              }
            },
            "drain");
    thread.setDaemon(true);
    thread.start();
  }

  /** What followed {@link #READY}. */
  String said() {
    return said;
  }

  long pid() {
    return process.pid();
  }

  /** Sends one line. */
  void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it without a warning. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** Asks it to end; true if it did within five seconds and says that all was well. */
  boolean stop() {
    process.destroy();
    try {
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void await() {
    try {
      var unused = process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
