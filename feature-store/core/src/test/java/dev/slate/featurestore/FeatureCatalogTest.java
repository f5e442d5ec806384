package dev.slate.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.Kinds;
import dev.slate.featurestore.feature.Ratio;
import dev.slate.featurestore.feature.TotalCount;
import dev.slate.featurestore.feature.Windowed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureCatalogTest {
  private static final TotalCount TOTAL = new TotalCount("total", Kinds.INTERACTIONS);

  private static FeatureView view(String name, String owner, Duration ttl, Feature<?>... features) {
    return new FeatureView(
        name,
        Entity.USER,
        FeatureView.Source.STREAM,
        owner,
        "What happened",
        ttl,
        Duration.ofMinutes(1),
        List.of(features));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Clicks", "1h", "_a", "a:b", "a-b", "a b", "\u00e9"})
  void names_thatCannotBeColumns_areRefused(String name) {
    assertThatThrownBy(() -> view(name, "me", Duration.ZERO, TOTAL))
        .hasMessageContaining("'" + name + "' (expected:");
    assertThatThrownBy(
            () -> view("v", "me", Duration.ZERO, new TotalCount(name, Kinds.INTERACTIONS)))
        .hasMessageContaining("v: name '" + name + "' (expected:");
  }

  @Test
  void view_withoutWhatPeopleNeed_isRefused() {
    assertThatThrownBy(() -> view("v", " ", Duration.ZERO, TOTAL)).hasMessageContaining("v: owner");
    assertThatThrownBy(() -> view("v", "me", Duration.ofMillis(-1), TOTAL))
        .hasMessageContaining("v: ttl is PT-0.001S (expected: not negative)");
    assertThatThrownBy(() -> view("v", "me", Duration.ZERO, TOTAL, TOTAL))
        .hasMessageContaining("v: name 'total' is used twice");
  }

  @Test
  void window_outsideTheUsual_isRefused() {
    assertThatThrownBy(() -> new Windowed<>(TOTAL, Duration.ofMinutes(4)))
        .hasMessageContaining("total: window is PT4M (expected: 5 minutes to 90 days)");
    assertThat(new Windowed<>(TOTAL, Duration.ofDays(90)).reachMs()).isEqualTo(90 * 86_400_000L);
  }

  @Test
  void services_andDerived_nameOnlyWhatIsThere() {
    List<FeatureView> views = List.of(view("v", "me", Duration.ZERO, TOTAL));
    FeatureService service =
        new FeatureService("s", "me", "all", List.of("v:total", "derived:twice"));
    assertThatThrownBy(() -> new FeatureCatalog(views, List.of(), List.of(service)))
        .hasMessageContaining("s: derived:twice (expected:");
    Ratio twice = new Ratio("twice", "one", "v:total", "v:total");
    FeatureCatalog catalog = new FeatureCatalog(views, List.of(twice), List.of(service));
    assertThat(catalog.service("s")).contains(service);
    assertThat(catalog.fingerprint())
        .isNotEqualTo(new FeatureCatalog(views, List.of(), List.of()).fingerprint());
    assertThatThrownBy(() -> new FeatureCatalog(views, List.of(twice, twice), List.of()))
        .hasMessageContaining("derived: name 'twice' is used twice");
  }

  @Test
  void shipped_viewsAndFeatures_sayWhatTheyAre() {
    FeatureCatalog catalog = FeatureCatalog.standard();
    for (FeatureView view : catalog.views()) {
      assertThat(view.objective()).as(view.name()).isPositive();
      assertThat(view.features()).allSatisfy(f -> assertThat(f.description()).isNotBlank());
    }
    assertThat(catalog.derived()).allSatisfy(f -> assertThat(f.description()).isNotBlank());
  }
}
