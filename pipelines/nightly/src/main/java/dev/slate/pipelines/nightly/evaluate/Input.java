package dev.slate.pipelines.nightly.evaluate;

import dev.slate.data.dataset.Dataset;
import dev.slate.training.spark.evaluate.Protocol;
import java.util.List;
import java.util.Map;

/**
 * What was read.
 *
 * @param negatives NCF's: by user, the items among which the user's test item is ranked; empty for
 *     all other data
 */
public record Input(Dataset dataset, Map<String, List<String>> negatives) {
  public Input {
    negatives = Map.copyOf(negatives);
  }

  /** The protocol that the files were made for; a time split if they come in one piece. */
  public Protocol natural() {
    if (!negatives.isEmpty()) {
      return Protocol.SAMPLED;
    }
    return dataset.givenTrainSize().isPresent() ? Protocol.GIVEN_FILES : Protocol.TIME_SPLIT;
  }
}
