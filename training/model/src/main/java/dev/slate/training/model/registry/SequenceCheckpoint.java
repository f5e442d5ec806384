package dev.slate.training.model.registry;

import dev.slate.training.model.FormatException;
import dev.slate.training.model.sequence.Adam;
import dev.slate.training.model.sequence.Checkpoints;
import dev.slate.training.model.sequence.SequenceFit;
import dev.slate.training.model.sequence.SequenceParameters;
import dev.slate.training.model.sequence.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A training's state in one safetensors file, which is replaced as a whole. */
public final class SequenceCheckpoint implements Checkpoints {
  private final Path file;

  /**
   * @param file need not be there yet; its directory must be
   */
  public SequenceCheckpoint(Path file) {
    this.file = file;
  }

  @Override
  public void save(TrainingState state) {
    try {
      TensorWriter writer = new TensorWriter();
      SequenceTensors.add(writer, state.parameters());
      writer
          .metadata("best_epoch", Integer.toString(state.bestEpoch()))
          .metadata("curve", BundleFiles.JSON.writeValueAsString(state.curve()));
      add(writer, "parameters.", state.parameters());
      add(writer, "first.", state.adam().first());
      add(writer, "second.", state.adam().second());
      add(writer, "best.", state.best());
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.write(next, writer.toBytes());
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(TensorWriter writer, String prefix, SequenceParameters parameters) {
    parameters.tensors().forEach((name, matrix) -> writer.add(prefix + name, matrix));
  }

  @Override
  public Optional<TrainingState> load(SequenceParameters like) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      TensorFile saved = TensorFile.read(Files.readAllBytes(file));
      TensorWriter now = new TensorWriter();
      SequenceTensors.add(now, like);
      TensorFile expected = TensorFile.read(now.toBytes());
      requireSame(saved, expected);
      List<SequenceFit.Epoch> curve =
          Arrays.asList(
              BundleFiles.JSON.readValue(
                  saved.metadata().getOrDefault("curve", "[]"), SequenceFit.Epoch[].class));
      return Optional.of(
          new TrainingState(
              read(saved, "parameters.", like),
              new Adam(read(saved, "first.", like), read(saved, "second.", like)),
              read(saved, "best.", like),
              Integer.parseInt(saved.metadata().getOrDefault("best_epoch", "absent")),
              curve));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireSame(TensorFile saved, TensorFile expected) {
    expected
        .metadata()
        .forEach(
            (key, value) -> {
              if (!value.equals(saved.metadata().get(key))) {
                throw new FormatException(
                    "%s: %s %s (expected: %s, or another file)"
                        .formatted(file, key, saved.metadata().get(key), value));
              }
            });
  }

  private static SequenceParameters read(TensorFile saved, String prefix, SequenceParameters like) {
    return new SequenceParameters(
        like.shape(), like.categories(), SequenceTensors.tensors(saved, prefix));
  }
}
