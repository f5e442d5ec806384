package dev.slate.training.model.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexBuilderTest {
  private final FloatMatrix vectors = Vectors.clustered(1500, 16, 30, 4);
  private final FloatMatrix queries = Vectors.clustered(50, 16, 30, 4);

  @Test
  void build_auto_takesTheCheapestOfRecall99() {
    BuiltIndex built = new IndexBuilder(IndexEngine.AUTO).build(vectors, queries);
    assertThat(built.choice().requested()).isEqualTo("auto");
    assertThat(built.choice().engine()).isEqualTo(built.index().engine());
    assertThat(built.choice().measured()).extracting("engine").containsExactly("exact", "hnsw");
    IndexChoice.Measurement chosen =
        built.choice().measured().stream()
            .filter(m -> m.engine().equals(built.choice().engine()))
            .findFirst()
            .orElseThrow();
    assertThat(chosen.recall()).isGreaterThanOrEqualTo(IndexBuilder.RECALL);
    assertThat(built.choice().measured())
        .filteredOn(m -> m.recall() >= IndexBuilder.RECALL)
        .allMatch(m -> m.microsPerQuery() >= chosen.microsPerQuery());
  }

  @ParameterizedTest
  @CsvSource({"exact", "hnsw", "hnswlib"})
  void build_named_isThatOneAndCanBeRebuilt(String name) {
    BuiltIndex built = new IndexBuilder(IndexEngine.ofConfigName(name)).build(vectors, queries);
    assertThat(built.index().engine()).isEqualTo(name).isEqualTo(built.choice().engine());
    assertThat(built.choice().measured()).allMatch(m -> m.recall() > 0.95);
    VectorIndex again = IndexBuilder.rebuild(built.choice(), vectors);
    assertThat(again.search(queries.row(0), 10, RowMask.ALL).items())
        .isEqualTo(built.index().search(queries.row(0), 10, RowMask.ALL).items());
  }

  @Test
  void ofConfigName_unknown_saysWhatThereIs() {
    assertThatThrownBy(() -> IndexEngine.ofConfigName("faiss"))
        .hasMessage("engine: faiss (expected: auto, exact, hnsw or hnswlib)");
  }
}
