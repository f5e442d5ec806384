package dev.slate.training.model.sequence;

import java.util.List;

/**
 * What training gives.
 *
 * @param bestEpoch whose parameters were kept, from 1
 */
public record SequenceFit(SequenceModel model, List<Epoch> curve, int bestEpoch) {

  /**
   * How training went.
   *
   * @param epoch from 1
   * @param loss mean training loss of the epoch
   * @param quality on the validation cut, NaN where nobody is in it
   */
  public record Epoch(int epoch, double loss, SequenceValidation.Quality quality, double seconds) {}

  public SequenceFit {
    curve = List.copyOf(curve);
  }
}
