package dev.slate.pipelines.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.pipelines.local.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Path directory;

  SupervisorTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void keep_killedChild_isStartedAgain() throws IOException {
    try (Supervisor supervisor = supervisor("exec sleep 600")) {
      supervisor.keep("worker", List.of("work"));
      long first = supervisor.states().get(0).pid();
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  supervisor.states().get(0).pid() != first
                      && supervisor.states().get(0).state().equals("running"));
    }
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("worker ended unexpectedly (exit code 137)");
  }

  @Test
  void keep_badConfiguration_staysDownAndSaysWhy() throws IOException {
    try (Supervisor supervisor = supervisor("echo 'slate.http.port: x'; exit 2")) {
      supervisor.keep("worker", List.of("work"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> supervisor.states().get(0).state().equals("failed"));
    }
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("worker refuses its configuration", "slate.http.port: x");
  }

  @Test
  void close_childThatIgnoresTerm_isKilled() throws IOException {
    long pid;
    Path ready = directory.resolve("ready");
    try (Supervisor supervisor =
        supervisor("trap '' TERM; touch '" + ready + "'; while :; do sleep 0.1; done")) {
      supervisor.keep("stubborn", List.of());
      pid = supervisor.states().get(0).pid();
      Awaitility.await().until(() -> Files.exists(ready));
    }
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> ProcessHandle.of(pid).isEmpty());
  }

  private Supervisor supervisor(String body) throws IOException {
    Path launcher = Files.writeString(directory.resolve("launcher"), "#!/bin/sh\n" + body + "\n");
    launcher.toFile().setExecutable(true);
    return new Supervisor(
        launcher,
        directory.resolve("logs"),
        Map.of(),
        new Terminal(new PrintStream(shown, true, StandardCharsets.UTF_8), Terminal.Mode.PROGRAM),
        Duration.ofSeconds(1),
        () -> {});
  }
}
