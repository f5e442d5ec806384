package dev.slate.pipelines.scheduler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A launcher that writes a line a run instead of training. */
final class TestLauncher {
  private final Path script;
  private final Path runs;

  private TestLauncher(Path script, Path runs) {
    this.script = script;
    this.runs = runs;
  }

  /**
   * @param body shell commands that a run executes after it has written its line
   */
  static TestLauncher in(Path directory, String body) {
    try {
      Path runs = directory.resolve("runs.txt");
      Path script =
          Files.writeString(
              directory.resolve("launcher"),
              "#!/bin/sh\necho \"$*\" >> '" + runs + "'\n" + body + "\n");
      script.toFile().setExecutable(true);
      return new TestLauncher(script, runs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return script;
  }

  List<String> runs() {
    try {
      return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
