package dev.slate.training.model.tower;

import dev.slate.data.catalog.Item;
import dev.slate.training.model.FloatMatrix;

/**
 * A model whose users and items meet in an inner product, and whose user is nothing but a history:
 * how the history is read is what the variants differ in. Immutable and thread-safe.
 */
public interface UserTower {

  /**
   * A user's vector {@code [d]}; that of a user without history if there is none.
   *
   * @param historyNewestFirst item rows; what is older than the model's history length is not read
   */
  float[] userVector(int[] historyNewestFirst);

  /** Vectors of all items {@code [n x d]}, not to be changed. */
  FloatMatrix itemVectors();

  /**
   * The vector {@code [d]} of an item that training has not seen, by what the catalogue says of it;
   * see {@link ItemVocabulary}. Categories and attributes that training has not seen count 0.
   */
  float[] itemVector(Item facts);

  /** Whether every learned value is finite. */
  boolean isFinite();
}
