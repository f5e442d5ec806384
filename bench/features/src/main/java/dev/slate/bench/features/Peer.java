package dev.slate.bench.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code bench/peers/feast/peer.py} in a virtual environment that has Feast. */
record Peer(Path environment, Path repository) {

  /** Runs a command to its end and returns what it printed. */
  String run(String... arguments) {
    try {
      Process process =
          new ProcessBuilder(command(arguments))
              .redirectError(repository.resolveSibling("peer.log").toFile())
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "peer.py "
                + String.join(" ", arguments)
                + " ended with "
                + code
                + "; see peer.log in "
                + repository.getParent());
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(environment.resolve("bin/python").toString());
    command.add(Path.of(System.getenv("SLATE_ROOT"), "bench/peers/feast/peer.py").toString());
    command.add(repository.toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
