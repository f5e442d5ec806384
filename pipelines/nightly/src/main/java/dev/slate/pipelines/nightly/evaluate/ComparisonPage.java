package dev.slate.pipelines.nightly.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A comparison as one page of plots that loads nothing: a template with the JSON inside. */
final class ComparisonPage {
  private static final String TEMPLATE = "comparison.html";
  private static final String DATA = "{\"data\":0}";

  private ComparisonPage() {}

  static String of(Comparison comparison) throws IOException {
    // Names come from files: no "<" can end the script that holds them.
    String json = ComparisonJson.of(comparison).strip().replace("<", "\\u003c");
    return template().replace(DATA, json);
  }

  private static String template() throws IOException {
    try (InputStream in = ComparisonPage.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException(TEMPLATE + ": not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
