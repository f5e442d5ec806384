package dev.slate.training.model.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateVectorsTest {
  private static final List<List<String>> CATEGORIES =
      List.of(List.of("a", "b"), List.of("b"), List.of(), List.of("c", "c"));
  private static final float[] EMBEDDINGS = {1, 0, 0.6f, 0.8f, 0, 1, 1, 0};

  @Test
  void of_bothKinds_cosineIsTheirWeightedMean() {
    CandidateVectors vectors = CandidateVectors.of(EMBEDDINGS, 2, CATEGORIES, 0.25f);
    assertThat(cosine(vectors, 0, 1)).isCloseTo(0.75 * 0.6 + 0.25 / Math.sqrt(2), within(1e-6));
    assertThat(cosine(vectors, 0, 2)).isCloseTo(0, within(1e-6));
    assertThat(cosine(vectors, 0, 3)).isCloseTo(0.75, within(1e-6));
    assertThat(cosine(vectors, 3, 3)).isCloseTo(1, within(1e-6));
  }

  @Test
  void of_noEmbeddings_categoriesCountAlone() {
    CandidateVectors vectors = CandidateVectors.of(new float[0], 0, CATEGORIES, 0.25f);
    assertThat(cosine(vectors, 0, 1)).isCloseTo(1 / Math.sqrt(2), within(1e-6));
  }

  @Test
  void of_noWeight_isTheEmbeddings() {
    assertThat(CandidateVectors.of(EMBEDDINGS, 2, List.of(), 0).values()).isSameAs(EMBEDDINGS);
  }

  private static double cosine(CandidateVectors vectors, int a, int b) {
    return Lists.dot(vectors.values(), a, b, vectors.dim());
  }
}
