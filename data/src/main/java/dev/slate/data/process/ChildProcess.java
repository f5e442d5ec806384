package dev.slate.data.process;

import dev.slate.data.config.InvalidConfigException;
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
 * <p>It ends when this JVM ends: the launcher runs it under {@link ChildMain}, which watches the
 * standard input that only this JVM holds.
 */
public final class ChildProcess {
  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** The launcher that started this program. */
  public static Path launcher() {
    String launcher = System.getenv("SLATE_LAUNCHER");
    if (launcher == null) {
      throw new InvalidConfigException(
          "SLATE_LAUNCHER",
          "not set",
          "the path of ./slate, which sets it itself: start this by it");
    }
    return Path.of(launcher);
  }

  /**
   * @param arguments of the launcher, such as {@code serve}
   * @param environment added to this process's own
   */
  public static ChildProcess start(
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

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end and returns the exit code. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  /** Asks it to end; does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the end, and forces it when it has not come within {@code grace}. */
  public void awaitOrKill(Duration grace) {
    try {
      if (process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  public Path log() {
    return log;
  }

  /** The last lines of the log. */
  public String tail(int lines) {
    try {
      List<String> all = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "(no log at " + log + ")";
    }
  }
}
