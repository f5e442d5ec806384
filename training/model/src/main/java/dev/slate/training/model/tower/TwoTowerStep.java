package dev.slate.training.model.tower;

/**
 * Loss and gradient of a batch: softmax over in-batch and sampled candidates with logQ correction
 * (Yi et al., RecSys 2019; mixed negatives: Yang et al., WWW 2020; more in {@link
 * SoftmaxSettings}). A candidate that is the same item as the example's own positive, or in the
 * example's history, is left out of its softmax.
 *
 * <p>{@code logit(i, j) = u_i . v_j / temperature - logQ_j}, {@code loss = mean_i (log sum_j
 * exp(logit(i, j)) - logit(i, i))}. One batch is O(B (B + M) d), on all threads of the caller's
 * fork-join pool; their number does not change a bit of the result. Keeps scratch space, so one
 * caller at a time; after the first batch of a size it allocates no arrays.
 */
public final class TwoTowerStep {
  private final Users users;
  private final Candidates candidates;
  private final SampledSoftmax softmax;

  public TwoTowerStep(TwoTowerParameters parameters, SoftmaxSettings settings) {
    this.users = new Users(parameters);
    this.candidates = new Candidates(parameters, settings);
    this.softmax = new SampledSoftmax(settings, parameters.shape().dim());
  }

  /** Overwrites {@code gradient} and gives the batch's mean loss. */
  public double run(TwoTowerBatch batch, TwoTowerGradient gradient) {
    begin(batch);
    Tasks.each(
        users.blocks(),
        block -> {
          users.forward(batch, block);
          softmax.forward(batch, users, candidates, block);
          softmax.usersGradient(batch, users, candidates, block);
          users.backward(batch, block);
        });
    Tasks.each(
        candidates.parts(),
        part -> {
          softmax.candidatesGradient(users, candidates, part);
          candidates.backward(part);
        });
    // Five pieces of work that do not touch each other; the longest first.
    Tasks.each(5, piece -> group(piece, batch, gradient));
    gradient.history().sum(users.byMeans());
    gradient.item().sum(candidates.gradient());
    gradient.category().sum(candidates.gradient());
    candidates.remember(batch);
    return softmax.loss(batch.examples());
  }

  private void group(int piece, TwoTowerBatch batch, TwoTowerGradient gradient) {
    switch (piece) {
      case 0 -> users.groupHistory(batch, gradient.history());
      case 1 -> users.sumDense(gradient);
      case 2 -> candidates.groupItems(batch, gradient.item());
      case 3 -> candidates.groupCategories(gradient.category());
      default -> candidates.sumBias(gradient.itemBias());
    }
  }

  /** The batch's mean loss only. */
  public double loss(TwoTowerBatch batch) {
    begin(batch);
    Tasks.each(
        users.blocks(),
        block -> {
          users.forward(batch, block);
          softmax.forward(batch, users, candidates, block);
        });
    return softmax.loss(batch.examples());
  }

  private void begin(TwoTowerBatch batch) {
    users.begin(batch);
    candidates.begin(batch);
    softmax.begin(users.blocks(), candidates.size());
    Tasks.each(candidates.parts(), part -> candidates.forward(batch, part));
  }
}
