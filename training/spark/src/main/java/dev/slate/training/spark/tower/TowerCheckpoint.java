package dev.slate.training.spark.tower;

import dev.slate.training.model.registry.TensorFile;
import dev.slate.training.model.registry.TensorWriter;
import dev.slate.training.model.tower.Optimizer;
import dev.slate.training.model.tower.TowerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A training's progress in a safetensors file, replaced as a whole after every epoch. What goes on
 * from it ends in the same bits as what was never interrupted.
 */
final class TowerCheckpoint {
  private static final String FILE = "two-tower.safetensors";

  private final Path directory;
  private final String training;

  /**
   * @param training names what is trained, settings and data; a file of another is refused
   */
  TowerCheckpoint(Path directory, String training) {
    this.directory = directory;
    this.training = training;
  }

  void write(TowerProgress progress) {
    TensorWriter writer =
        new TensorWriter()
            .metadata("training", training)
            .metadata("best_epoch", Integer.toString(progress.bestEpoch()))
            .metadata("dim", Integer.toString(progress.current().dim()));
    for (LearningCurve.Epoch epoch : progress.epochs()) {
      writer.metadata("epoch_" + epoch.epoch(), line(epoch));
    }
    add(writer, "current_", progress.current());
    add(writer, "best_", progress.best());
    try {
      Files.createDirectories(directory);
      Path next = directory.resolve(FILE + ".next");
      Files.write(next, writer.toBytes());
      Files.move(next, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint: " + directory, e);
    }
  }

  private static void add(TensorWriter writer, String prefix, TowerState state) {
    writer.metadata(prefix + "steps", Integer.toString(state.steps()));
    List<float[]> arrays = state.arrays();
    for (int a = 0; a < arrays.size(); a++) {
      writer.add(prefix + TowerState.NAMES.get(a), arrays.get(a), arrays.get(a).length);
    }
  }

  /**
   * @return empty if there is none yet
   * @throws IllegalArgumentException if it is of other settings or other data
   */
  Optional<TowerProgress> read(Optimizer optimizer) {
    Path path = directory.resolve(FILE);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    TensorFile file;
    try {
      file = TensorFile.read(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint: " + path, e);
    }
    String found = text(file, "training");
    if (!found.equals(training)) {
      throw new IllegalArgumentException(
          "checkpoint %s: of %s (expected: %s; remove it to begin anew)"
              .formatted(path, found, training));
    }
    List<LearningCurve.Epoch> epochs = new ArrayList<>();
    while (file.metadata().containsKey("epoch_" + (epochs.size() + 1))) {
      epochs.add(epoch(epochs.size() + 1, text(file, "epoch_" + (epochs.size() + 1))));
    }
    return Optional.of(
        new TowerProgress(
            state(file, "current_", optimizer),
            state(file, "best_", optimizer),
            Integer.parseInt(text(file, "best_epoch")),
            epochs));
  }

  private static TowerState state(TensorFile file, String prefix, Optimizer optimizer) {
    List<float[]> arrays = TowerState.NAMES.stream().map(n -> file.floats(prefix + n)).toList();
    int steps = Integer.parseInt(text(file, prefix + "steps"));
    return TowerState.of(optimizer, Integer.parseInt(text(file, "dim")), steps, arrays);
  }

  private static String text(TensorFile file, String key) {
    String value = file.metadata().get(key);
    if (value == null) {
      throw new IllegalArgumentException("checkpoint: metadata " + key + " is missing");
    }
    return value;
  }

  private static String line(LearningCurve.Epoch e) {
    return Stream.of(e.loss(), e.ndcg(), e.recall(), e.seconds())
        .map(value -> Double.toString(value))
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }

  private static LearningCurve.Epoch epoch(int number, String line) {
    double[] v = Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new LearningCurve.Epoch(number, v[0], v[1], v[2], v[3]);
  }
}
