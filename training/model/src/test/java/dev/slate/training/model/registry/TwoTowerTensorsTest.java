package dev.slate.training.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.Item;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.FormatException;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.ItemVocabulary;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoTowerTensorsTest {
  private static final long DAY_MS = 86_400_000;

  private static Item item(int i) {
    return new Item(
        "i" + i,
        "",
        i % 3 == 0 ? List.of() : List.of("c" + i % 2, "c" + i % 5),
        (i + 1) * DAY_MS,
        true,
        Map.of("author", "a" + i % 4, "price", i + ".25"));
  }

  @Test
  void read_whatWasWritten_embedsKnownAndNewItemsAlike() throws IOException {
    List<Item> items = IntStream.range(0, 400).mapToObj(TwoTowerTensorsTest::item).toList();
    ItemVocabulary vocabulary = ItemVocabulary.of(items, 500 * DAY_MS);
    assertThat(vocabulary.fields()).hasSize(4);
    TwoTowerParameters parameters =
        TwoTowerParameters.random(
            new TwoTowerShape(4, 5, 0.9f), ItemCategories.of(vocabulary, items), 3);
    float[] table = parameters.category().values();
    IntStream.range(0, table.length).forEach(i -> table[i] = i % 7 - 3);
    TwoTowerParameters read = TwoTowerTensors.read(TwoTowerTensors.write(parameters));
    assertThat(read.categories().vocabulary()).isEqualTo(vocabulary);
    TwoTowerModel before = new TwoTowerModel(parameters);
    TwoTowerModel after = new TwoTowerModel(read);
    assertThat(after.itemVectors().values()).isEqualTo(before.itemVectors().values());
    assertThat(after.itemVector(item(777))).isEqualTo(before.itemVector(item(777)));
    assertThat(after.itemVector(item(777))).isNotEqualTo(after.itemVector(item(776)));
  }

  @Test
  void read_fileWithoutAttributes_weighsCategoriesAlike() throws IOException {
    TwoTowerParameters read = TwoTowerTensors.read(old().toBytes());
    assertThat(read.categories().weights()).containsExactly(0.5f, 0.5f, 1);
    Item both = new Item("x", "", List.of("a", "b"), 0, true, Map.of());
    assertThat(new TwoTowerModel(read).itemVector(both))
        .isEqualTo(new TwoTowerModel(read).itemVectors().row(0));
  }

  @Test
  void read_withoutVocabularyOrWeights_isRefused() {
    byte[] nothing = named("x").toBytes();
    assertThatThrownBy(() -> TwoTowerTensors.read(nothing))
        .isInstanceOf(FormatException.class)
        .hasMessage("metadata vocabulary is missing");
    byte[] noWeights = named("vocabulary").toBytes();
    assertThatThrownBy(() -> TwoTowerTensors.read(noWeights))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("tensor category_weights is missing");
  }

  private static TensorWriter named(String key) {
    return tensors().metadata(key, "{\"fields\":[],\"asOfMs\":0}");
  }

  /** As it was before there were attributes. */
  private static TensorWriter old() {
    return tensors().metadata("categories", "[\"a\",\"b\"]");
  }

  private static TensorWriter tensors() {
    return new TensorWriter()
        .metadata("history_length", "5")
        .metadata("history_decay", "0.9")
        .add("item", FloatMatrix.zeros(2, 2))
        .add("category", new float[] {1, 0, 0, 2}, 2, 2)
        .add("item_bias", new float[2], 2)
        .add("history", FloatMatrix.zeros(2, 2))
        .add("user_weight", FloatMatrix.zeros(2, 2))
        .add("user_bias", new float[2], 2)
        .add("category_offsets", new int[] {0, 2, 3}, 3)
        .add("category_values", new int[] {0, 1, 1}, 3);
  }
}
