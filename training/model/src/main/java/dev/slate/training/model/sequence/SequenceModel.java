package dev.slate.training.model.sequence;

import dev.slate.data.catalog.Item;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import dev.slate.training.model.tower.ItemTerms;
import dev.slate.training.model.tower.UserTower;
import java.util.BitSet;

/**
 * The user tower that reads the order of a history by causal self-attention; an item's vector is
 * the same as input and as output. Immutable and thread-safe; a user is O(L t d (d + h + t)).
 */
public final class SequenceModel implements UserTower {
  private static final Kernel KERNEL = Kernels.best();

  private final SequenceParameters parameters;
  private final FloatMatrix itemVectors;
  private final ItemTerms terms;

  public SequenceModel(SequenceParameters parameters) {
    this.parameters = parameters;
    this.itemVectors = FloatMatrix.zeros(parameters.categories().items(), parameters.shape().dim());
    ItemTable.forward(parameters, new BitSet(), itemVectors.values());
    this.terms = new ItemTerms(parameters.categories().vocabulary());
  }

  /** {@inheritDoc} Rows that the model does not have are skipped. */
  @Override
  public float[] userVector(int[] historyNewestFirst) {
    int[] oldestFirst = oldestFirst(historyNewestFirst);
    if (oldestFirst.length == 0) {
      return parameters.normBias().values().clone();
    }
    return new Encoder(parameters).last(oldestFirst, itemVectors.values());
  }

  private int[] oldestFirst(int[] newestFirst) {
    int[] known = new int[Math.min(newestFirst.length, parameters.shape().length())];
    int count = 0;
    for (int i = 0; i < newestFirst.length && count < known.length; i++) {
      if (newestFirst[i] >= 0 && newestFirst[i] < itemVectors.rows()) {
        known[count++] = newestFirst[i];
      }
    }
    int[] oldestFirst = new int[count];
    for (int i = 0; i < count; i++) {
      oldestFirst[i] = known[count - 1 - i];
    }
    return oldestFirst;
  }

  @Override
  public float[] itemVector(Item facts) {
    int d = parameters.shape().dim();
    float[] item = new float[d];
    float[] table = parameters.category().values();
    terms.of(facts, (row, weight) -> KERNEL.addScaled(weight, table, row * d, item, 0, d));
    return item;
  }

  @Override
  public FloatMatrix itemVectors() {
    return itemVectors;
  }

  @Override
  public boolean isFinite() {
    return parameters.isFinite();
  }

  public SequenceParameters parameters() {
    return parameters;
  }
}
