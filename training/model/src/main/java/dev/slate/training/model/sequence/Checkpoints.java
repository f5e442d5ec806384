package dev.slate.training.model.sequence;

import java.util.Optional;

/** Where a training's state is kept between epochs. */
public interface Checkpoints {
  /** Keeps nothing. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Optional<TrainingState> load(SequenceParameters like) {
          return Optional.empty();
        }

        @Override
        public void save(TrainingState state) {}
      };

  /**
   * The last saved state.
   *
   * @param like of the shape and the items that training has now
   * @throws IllegalArgumentException if what was saved is of others
   */
  Optional<TrainingState> load(SequenceParameters like);

  /** Replaces the last saved state, as a whole or not at all. */
  void save(TrainingState state);
}
