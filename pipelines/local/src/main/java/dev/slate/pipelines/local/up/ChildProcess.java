package dev.slate.pipelines.local.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One process of Slate, started through the launcher; its output goes to a log file.
 *
 * <p>It ends when this JVM ends: the launcher runs it under {@code
 * dev.slate.data.process.ChildMain}, which watches the standard input that only this JVM holds.
 */
final class ChildProcess {
  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * @param arguments of the launcher, such as {@code serve}
   * @param environment added to this process's own
   */
  static ChildProcess start(
      Path launcher, List<String> arguments, Map<String, String> environment, Path log) {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("SLATE_CHILD", "1");
    builder.environment().put("SLATE_NO_BUILD", "1");
    try {
      Files.createDirectories(log.getParent());
      return new ChildProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end and returns the exit code. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  /** Asks it to end; does not wait. */
  void terminate() {
    process.destroy();
  }

  /** Waits for the end, and forces it when it has not come within {@code grace}. */
  void awaitOrKill(Duration grace) {
    try {
      if (process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  Path log() {
    return log;
  }

  /** The last lines of the log. */
  String tail(int lines) {
    try {
      List<String> all = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "(no log at " + log + ")";
    }
  }
}
