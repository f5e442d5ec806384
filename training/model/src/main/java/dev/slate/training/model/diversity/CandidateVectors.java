package dev.slate.training.model.diversity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Diversifier} compares candidates by: what is learnt of them and what they are said
 * to be, in one unit vector each, so that the cosine of two is {@code (1 - w) * cosine of the
 * embeddings + w * common categories / root of the product of their numbers}.
 *
 * @param values {@code [n x dim]}
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per list, read at once.
public record CandidateVectors(float[] values, int dim) {
  /** What categories count in serving where nothing else is configured. */
  public static final float CATEGORY_WEIGHT = 0.25f;

  /**
   * @param embeddings {@code [n x width]}, unit vectors
   * @param width 0: there are none, and categories count alone
   * @param categories of each candidate
   * @param weight w, 0 to 1
   */
  public static CandidateVectors of(
      float[] embeddings, int width, List<List<String>> categories, float weight) {
    if (weight == 0 && width > 0) {
      return new CandidateVectors(embeddings, width);
    }
    int n = categories.size();
    Map<String, Integer> columns = new HashMap<>();
    for (List<String> own : categories) {
      for (String category : own) {
        columns.putIfAbsent(category, columns.size());
      }
    }
    int dim = width + Math.max(1, columns.size());
    float[] values = new float[n * dim];
    float learnt = (float) Math.sqrt(1 - weight);
    float said = width == 0 ? 1 : (float) Math.sqrt(weight);
    for (int row = 0; row < n; row++) {
      for (int d = 0; d < width; d++) {
        values[row * dim + d] = learnt * embeddings[row * width + d];
      }
      int from = row * dim + width;
      int distinct = 0;
      for (String category : categories.get(row)) {
        int at = from + columns.getOrDefault(category, 0);
        distinct += values[at] == 0 ? 1 : 0;
        values[at] = said;
      }
      float norm = (float) Math.sqrt(Math.max(1, distinct));
      for (int at = from; at < from + columns.size(); at++) {
        values[at] /= norm;
      }
    }
    return new CandidateVectors(values, dim);
  }
}
