package dev.slate.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.event.EventKind;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is stored must be readable by the next version. If this fails on purpose, raise the format
 * number; a changed fingerprint refuses the models that are published.
 */
class GoldenFormatTest {

  @Test
  void fingerprint_ofTheCatalogue_isPinned() {
    assertThat(FeatureCatalog.standard().fingerprint())
        .isEqualTo("0c4d84db1f4d82ec388e139490ff1bc690ea258fa726a40435005823540b2ad6");
  }

  @Test
  void bytes_ofOneUser_arePinned() {
    EntityState state =
        TestEvents.fold(
            FeatureCatalog.standard().userActivity(),
            List.of(
                TestEvents.event(EventKind.CLICK, "e1", "u1", "i1", TestEvents.BEGIN_MS),
                TestEvents.event(EventKind.RATING, "e2", "u1", "i2", TestEvents.BEGIN_MS + 1_000),
                TestEvents.event(EventKind.IMPRESSION, "e3", "u1", "i3", TestEvents.BEGIN_MS)));
    assertThat(HexFormat.of().formatHex(state.encode()))
        .isEqualTo(
            "01d4291fe1e8d795ffbc310380a0abfef96283b839b5077b8e0800e9bb39b5077d8e08d00f36ba39b507"
                + "7c8e0801aabbe70a0401bcd2390401889e080401bcd23902040402f02ee86be5cf8b01000000"
                + "000000000000000002cfafabfef9620265320269320200004040d00f026531026931010000c0"
                + "7f");
  }
}
