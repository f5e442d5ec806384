package dev.slate.featurestore.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.feature.DerivedFeature;
import dev.slate.featurestore.feature.Difference;
import dev.slate.featurestore.feature.Ratio;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FeatureAssemblerTest {
  private static final FeatureCatalog STANDARD = FeatureCatalog.standard();
  private static final Item FACTS = new Item("i", "Item", List.of("a"), 1_000, true, Map.of());

  private static FeatureAssembler with(DerivedFeature... derived) {
    return new FeatureAssembler(new FeatureCatalog(STANDARD.views(), List.of(derived), List.of()));
  }

  private static float[] values(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextInt(5) == 0 ? Float.NaN : random.nextInt(4);
    }
    return values;
  }

  private static float[] assemble(FeatureAssembler assembler, Random random, int offset) {
    float[] out = new float[offset + assembler.size() + 1];
    Arrays.fill(out, -7);
    assembler.assemble(
        values(random, assembler.userSize()),
        values(random, assembler.itemSize()),
        new float[] {3, 1.5f, 0},
        FACTS,
        CategoryProfile.of(List.of(), id -> null),
        List.of(),
        5_000,
        out,
        offset);
    return out;
  }

  @Property(tries = 200)
  void derived_ofTheShippedCatalogue_areComputedFromTheRestOfTheVector(@ForAll long seed) {
    FeatureAssembler assembler = new FeatureAssembler(STANDARD);
    List<String> names = assembler.names();
    float[] out = assemble(assembler, new Random(seed), 3);
    for (DerivedFeature feature : STANDARD.derived()) {
      float[] inputs = new float[feature.inputs().size()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = out[3 + names.indexOf(feature.inputs().get(i))];
      }
      assertThat(out[3 + names.indexOf("derived:" + feature.name())])
          .as(feature.name())
          .isEqualTo(Float.valueOf(feature.value(inputs)));
    }
    assertThat(out[2]).isEqualTo(-7);
    assertThat(out[3 + assembler.size()]).isEqualTo(-7);
  }

  @Test
  void derived_ofPairsScoresAndEarlierOnes_areComputedInOrder() {
    FeatureAssembler assembler =
        with(
            new Difference("gap", "d", "score:als", "score:two_tower"),
            new Ratio("gap_by_age", "d", "derived:gap", "pair:item_age_days"));
    List<String> names = assembler.names();
    assertThat(names.subList(names.size() - 2, names.size()))
        .containsExactly("derived:gap", "derived:gap_by_age");
    float[] out = assemble(assembler, new Random(1), 0);
    float gap = out[names.indexOf("score:als")] - out[names.indexOf("score:two_tower")];
    assertThat(out[names.indexOf("derived:gap")]).isEqualTo(gap).isNotNaN();
    assertThat(out[names.indexOf("derived:gap_by_age")])
        .isEqualTo(gap / out[names.indexOf("pair:item_age_days")]);
  }

  @Test
  void derived_ofWhatOnlySomeRequestsGive_isNotInTheVector() {
    assertThat(with(new Ratio("basket_share", "d", "request:basket", "request:budget")).names())
        .isEqualTo(with().names());
  }

  @Test
  void derived_ofUnknownInputs_isRefusedByName() {
    assertThatThrownBy(() -> with(new Ratio("r", "d", "score:als", "score:nobody")))
        .hasMessageContaining("derived:r")
        .hasMessageContaining("score:nobody");
    assertThatThrownBy(() -> with(new Ratio("r", "d", "user_activity:clicks", "score:als")))
        .hasMessageContaining("derived:r: user_activity:clicks");
  }

  @Test
  void ratio_ofZeroOrNothing_isNull() {
    Ratio ratio = new Ratio("r", "d", "a:b", "c:d");
    assertThat(ratio.value(new float[] {1, 0})).isNaN();
    assertThat(ratio.value(new float[] {Float.NaN, 2})).isNaN();
    assertThat(ratio.value(new float[] {1, 2})).isEqualTo(0.5f);
  }

  @Test
  void names_ofTheVector_areUnique() {
    List<String> names = new FeatureAssembler(STANDARD).names();
    assertThat(IntStream.range(0, names.size()).mapToObj(names::get).distinct().count())
        .isEqualTo(names.size());
  }
}
