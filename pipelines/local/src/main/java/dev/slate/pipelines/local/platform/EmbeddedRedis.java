package dev.slate.pipelines.local.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A real Redis in a child process, listening on 127.0.0.1, with its append-only file in a
 * directory.
 *
 * <p>It never outlives this JVM: a shell between the two waits for the end of its standard input,
 * which comes with {@link #close()}, with a normal exit and with {@code kill -9} alike, and then
 * stops Redis. Should the shell be killed as well, the next start on the directory stops the orphan
 * by its pid file. Thread-safe.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final String GUARD =
      "trap '' INT; exec 3<&0; command -v setsid >/dev/null && set -- setsid \"$@\"; "
          + "\"$@\" </dev/null 3<&- & p=$!; "
          + "(read -r _ <&3; kill $p) & w=$!; trap 'kill $p' TERM; echo $p; "
          + "wait $p; wait $p 2>/dev/null; kill $w 2>/dev/null";

  private final Process guard;
  private final ProcessHandle redis;
  private final PidFile pidFile;
  private final int port;

  private EmbeddedRedis(Process guard, ProcessHandle redis, PidFile pidFile, int port) {
    this.guard = guard;
    this.redis = redis;
    this.pidFile = pidFile;
    this.port = port;
  }

  /** As {@link #start(Path, int)}, on a free port. */
  public static EmbeddedRedis start(Path directory) {
    return start(directory, Ports.free());
  }

  /**
   * Starts Redis with its data in {@code directory}, made when absent; returns when it answers.
   *
   * @throws PlatformException when it does not start; the message has the last lines of its log
   */
  public static EmbeddedRedis start(Path directory, int port) {
    try {
      Path data = Files.createDirectories(directory.toAbsolutePath().normalize());
      PidFile pidFile = new PidFile(data.resolve("redis.pid"));
      pidFile.alive().ifPresent(EmbeddedRedis::end);
      Path log = data.resolve("redis.log");
      Process guard = spawn(data, log, port);
      EmbeddedRedis started = new EmbeddedRedis(guard, child(guard), pidFile, port);
      pidFile.write(started.redis);
      started.awaitReady(log);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One at a time: a process that is forked while another thread still unpacks a binary inherits
   * that file open for writing, and then it cannot be run ("Text file busy").
   */
  private static synchronized Process spawn(Path data, Path log, int port) throws IOException {
    Path binary = RedisBinary.ofSystem().orElseGet(() -> RedisBinary.unpack(data.resolve("bin")));
    return new ProcessBuilder(command(binary, data, log, port))
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** The id of the Redis process itself. */
  public long pid() {
    return redis.pid();
  }

  /** Completes when Redis has ended, for whatever reason. */
  public CompletableFuture<Void> onExit() {
    return guard.onExit().thenAccept(ended -> {});
  }

  /** Stops Redis after it has written what it accepted; repeated calls do nothing. */
  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
    } catch (IOException e) {
      // The guard has ended already.
    }
    end(guard.toHandle());
    pidFile.delete();
  }

  private static List<String> command(Path binary, Path data, Path log, int port) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "redis-guard"));
    command.add(binary.toString());
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", data.toString(), "--logfile", log.toString()));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""));
    command.addAll(List.of("--daemonize", "no"));
    return command;
  }

  /** The guard's first line is the id of its child. */
  private static ProcessHandle child(Process guard) throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = guard.getInputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return ProcessHandle.of(Long.parseLong(line.toString().strip())).orElse(guard.toHandle());
  }

  private void awaitReady(Path log) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (!guard.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new PlatformException(
            "Redis does not start on 127.0.0.1:"
                + port
                + "; the end of "
                + log
                + ":\n"
                + tail(log));
      }
      pause();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      socket.setSoTimeout(500);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (Exception e) {
      process.destroyForcibly();
    }
  }

  private static String tail(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "(no log)";
    }
    List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("Interrupted while Redis started", e);
    }
  }
}
