package dev.slate.serving.scope;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slate.bench.fuzz.Bounded;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import java.nio.charset.StandardCharsets;

/** Any text is a filter that judges any item, or is refused with a fix. */
class FilterFuzzTest {
  private static final Item ITEM =
      CatalogCodec.decodeItem(
          """
          {"itemId":"i","title":"t","categories":["a","b"],"createdMs":5,"attributes":{"x":"1","y":"z"}}
          """
              .getBytes(StandardCharsets.UTF_8));

  @FuzzTest(maxDuration = "10m")
  void parse(byte[] text) {
    Bounded.run(text, () -> check(text));
  }

  private static void check(byte[] text) {
    try {
      ItemFilter.parse(new String(text, StandardCharsets.UTF_8)).test(ITEM);
    } catch (InvalidFilterException e) {
      if (e.fix().isEmpty()) {
        throw new AssertionError("refused without a fix", e);
      }
    }
  }
}
