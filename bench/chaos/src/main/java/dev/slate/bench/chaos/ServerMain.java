package dev.slate.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.config.ConfigReader;
import dev.slate.serving.SlateServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** {@code slate serve} with a wall clock that can be made to jump. */
final class ServerMain {
  private ServerMain() {}

  /** Takes lines of milliseconds by which the clock is wrong; ends when its standard input does. */
  public static void main(String[] args) throws IOException {
    AtomicLong wrongMs = new AtomicLong();
    SlateServer server = new SlateServer(ConfigReader.read(), new JumpingClock(wrongMs));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.drain();
                  server.close();
                  Runtime.getRuntime().halt(0);
                }));
    System.out.println(ChildProcess.READY + server.start());
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      wrongMs.set(Long.parseLong(line.strip()));
    }
    System.exit(0);
  }

  private static final class JumpingClock extends Clock {
    private final AtomicLong wrongMs;

    JumpingClock(AtomicLong wrongMs) {
      this.wrongMs = wrongMs;
    }

    @Override
    public long millis() {
      return System.currentTimeMillis() + wrongMs.get();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
