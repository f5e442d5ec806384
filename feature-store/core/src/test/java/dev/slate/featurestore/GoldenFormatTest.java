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
        .isEqualTo("147f7eb014cb2d3766e54021b0ffdb4a7e24b4b7eb238e9825573b4a608eb827");
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
            "02339e1fe1e8d795ffbc310380d095ffbc31847cb4a65defe64e008bdaadedc91b0454e807403f948887"
                + "05d2bb01d5ddb30504019ee91c0401848f0404019ee91c02020401f02e01e8d795ffbc31000000000000"
                + "0000000280d095ffbc3102653102693101e8070265320269328200004040");
  }
}
