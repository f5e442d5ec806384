package dev.slate.pipelines.local.cli;

import dev.slate.data.access.KeyFile;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.pipelines.local.home.SlateHome;
import dev.slate.pipelines.local.platform.Ports;
import dev.slate.pipelines.local.platform.RedisBinary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slate doctor}: can this machine run Slate? */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks JDK, Maven, memory, disk, ports, Redis and configuration.",
    footer = {"", "Example: slate doctor"})
public final class DoctorCommand implements Callable<Integer> {
  private static final long ENOUGH_DISK = 3L << 30;

  @Mixin private HomeOption homeOption = new HomeOption();

  private boolean healthy = true;

  @Override
  public Integer call() throws IOException {
    SlateHome home = homeOption.home();
    say(
        true,
        "JDK",
        System.getProperty("java.version") + " at " + System.getProperty("java.home"),
        "");
    say(
        onPath("mvn"),
        "Maven",
        onPath("mvn") ? "on PATH" : "not on PATH",
        "install Maven 3.8 or newer");
    say(true, "Processors", Runtime.getRuntime().availableProcessors() + "", "");
    disk(home.directory());
    redis();
    ports(home);
    configuration();
    return healthy ? 0 : 1;
  }

  private void disk(Path directory) throws IOException {
    Path existing = directory;
    for (Path p = directory; p != null && !Files.exists(existing); p = p.getParent()) {
      existing = p;
    }
    long free = Files.getFileStore(existing).getUsableSpace();
    say(
        free >= ENOUGH_DISK && Files.isWritable(existing),
        "Disk",
        String.format("%,d MB free at %s", free >> 20, existing),
        "Slate wants 3 GB in a directory that it can write; choose one with SLATE_HOME");
  }

  private void redis() {
    say(
        true,
        "Redis",
        RedisBinary.ofSystem().map(p -> p + " of this system").orElse("bundled, 6.2"),
        "");
  }

  private void ports(SlateHome home) {
    boolean running = home.owner().alive().isPresent();
    Map<Integer, String> ports = new TreeMap<>(Map.of(8080, "API", 9092, "Kafka", 6379, "Redis"));
    ports.forEach(
        (port, what) ->
            say(
                true,
                "Port " + port,
                Ports.isFree(port)
                    ? "free"
                    : running
                        ? "taken (Slate is up)"
                        : "taken; " + what + " will move to a free port",
                ""));
  }

  private void configuration() {
    try {
      SlateConfig config = ConfigReader.read();
      say(true, "Settings", "valid", "");
      int keys = KeyFile.read(config.access().keys()).all().size();
      say(true, "API keys", keys == 0 ? "none: only this machine may call" : keys + "", "");
    } catch (InvalidConfigException e) {
      say(
          false,
          "Settings",
          String.valueOf(e.getMessage()),
          "correct it in slate.conf or the environment");
    }
  }

  private void say(boolean good, String what, String finding, String fix) {
    healthy &= good;
    System.out.printf("  %s %-12s %s%n", good ? "ok  " : "FAIL", what, finding);
    if (!good) {
      System.out.printf("       fix: %s%n", fix);
    }
  }

  private static boolean onPath(String program) {
    List<String> path =
        List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1));
    try (Stream<String> directories = path.stream()) {
      return directories.anyMatch(d -> !d.isEmpty() && Files.isExecutable(Path.of(d, program)));
    }
  }
}
