package dev.slate.featurestore.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.TestEvents;
import dev.slate.featurestore.assemble.CategoryProfile;
import dev.slate.featurestore.assemble.FeatureAssembler;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VectorAuditTest {
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
  private static final FeatureAssembler ASSEMBLER = new FeatureAssembler(CATALOG);
  private static final long NOW_MS = TestEvents.BEGIN_MS + 86_400_000;
  private static final float[] SCORES = {0.5f, -0.25f, 0.125f};
  private static final ServedScores MODELS =
      (model, history, minRating) ->
          model.equals("gone")
              ? null
              : (item, out) -> System.arraycopy(SCORES, 0, out, 0, SCORES.length);

  private final EntityState user =
      TestEvents.fold(CATALOG.userActivity(), TestEvents.ofOneUser(3, 40, 86_400_000));
  private final EntityState item =
      TestEvents.fold(CATALOG.itemActivity(), TestEvents.ofOneUser(4, 40, 86_400_000));

  @Test
  void judge_whatTheAssemblerGave_differsNowhere() {
    AuditReport report = judge("m", vector(), user);

    assertThat(report.compared()).isEqualTo(ASSEMBLER.size());
    assertThat(report.differing()).isZero();
    assertThat(report.notJudged()).isEmpty();
  }

  @Test
  void judge_oneBitOfAnyFloat_isFoundWhereItIs() {
    for (int column = 0; column < ASSEMBLER.size(); column++) {
      float[] changed = vector();
      // Of a NaN the sign says nothing: there it becomes a number.
      changed[column] =
          Float.isNaN(changed[column])
              ? 1
              : Float.intBitsToFloat(Float.floatToIntBits(changed[column]) ^ 1);

      AuditReport report = judge("m", changed, user);

      assertThat(report.differing()).isEqualTo(1);
      String name = ASSEMBLER.names().get(column);
      assertThat(report.features())
          .filteredOn(line -> line.differing() == 1)
          .singleElement()
          .satisfies(line -> assertThat(line.feature()).isEqualTo(name))
          .satisfies(line -> assertThat(line.example()).isNotNull());
    }
  }

  @Test
  void judge_withoutTheUsersEvents_judgesOnlyWhatDoesNotNeedThem() {
    AuditReport report = judge("m", vector(), null);

    assertThat(report.differing()).isZero();
    assertThat(report.compared() + report.unjudged()).isEqualTo(ASSEMBLER.size());
    assertThat(report.features())
        .extracting(AuditReport.Line::feature)
        .anyMatch(name -> name.startsWith("item_activity:"))
        .noneMatch(name -> name.startsWith("user_activity:") || name.startsWith("score:"))
        .contains("derived:item_momentum")
        .doesNotContain("derived:user_momentum");
  }

  @Test
  void judge_modelThatIsGone_leavesItsScoresOut() {
    AuditReport report = judge("gone", vector(), user);

    assertThat(report.unjudged()).isEqualTo(SCORES.length);
    assertThat(report.notJudged()).containsOnlyKeys("the model is not in the registry any more");
  }

  private AuditReport judge(String model, float[] vector, @Nullable EntityState recomputed) {
    ServedVectors served =
        new ServedVectors(
            "r",
            NOW_MS,
            model,
            CATALOG.fingerprint(),
            3,
            new ServedVectors.User("u", 0, 40, ServedVectors.UNKNOWN),
            Map.of("i1", List.of("a"), "i2", List.of("b")),
            List.of(
                new ServedVectors.Candidate(
                    "i1",
                    null,
                    true,
                    ServedVectors.UNKNOWN,
                    TestEvents.BEGIN_MS,
                    List.of("a"),
                    Map.of())),
            vector);
    AuditTally tally = new AuditTally();
    float[] noRow = new float[CATALOG.itemLongterm().scalars().size()];
    new VectorAudit(CATALOG, MODELS, tally)
        .judge(
            served,
            new Recomputed(
                recomputed,
                new float[CATALOG.userLongterm().scalars().size()],
                List.of(new Recomputed.ItemParts(activity(), noRow))));
    return tally.report(NOW_MS, 0);
  }

  private float[] activity() {
    float[] values = new float[CATALOG.itemActivity().scalars().size()];
    item.values(NOW_MS, values, 0);
    return values;
  }

  /** As serving assembles it, without rows of the nightly run. */
  private float[] vector() {
    float[] userPart = new float[ASSEMBLER.userSize()];
    Arrays.fill(userPart, user.values(NOW_MS, userPart, 0), userPart.length, Float.NaN);
    float[] itemPart = new float[ASSEMBLER.itemSize()];
    Arrays.fill(itemPart, item.values(NOW_MS, itemPart, 0), itemPart.length, Float.NaN);
    Map<String, Item> facts = Map.of("i1", facts("i1", "a"), "i2", facts("i2", "b"));
    float[] vector = new float[ASSEMBLER.size()];
    ASSEMBLER.assemble(
        userPart,
        itemPart,
        SCORES,
        facts("i1", "a"),
        CategoryProfile.of(user.history(NOW_MS), facts::get),
        user.history(NOW_MS),
        NOW_MS,
        vector,
        0);
    return vector;
  }

  private static Item facts(String id, String category) {
    return new Item(id, "", List.of(category), TestEvents.BEGIN_MS, true, Map.of());
  }
}
