package dev.slate.training.model.rank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.training.model.FormatException;
import java.io.IOException;
import java.util.List;

/** {@code ranker.json}: format version, inputs, base margin and the trees' node arrays. */
public final class FlatTreesJson {
  private static final int FORMAT_VERSION = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private record Document(int formatVersion, int inputs, float base, List<Tree> trees) {}

  private FlatTreesJson() {}

  public static byte[] write(FlatTrees trees) {
    try {
      return JSON.writeValueAsBytes(
          new Document(FORMAT_VERSION, trees.inputs(), trees.base(), trees.toTrees()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("arrays of numbers are JSON", e);
    }
  }

  /**
   * @throws FormatException if the bytes are no ranker of this format
   */
  public static FlatTrees read(byte[] bytes) {
    Document document;
    try {
      document = JSON.readValue(bytes, Document.class);
    } catch (IOException e) {
      throw new FormatException("ranker is not JSON of its format: " + e.getMessage(), e);
    }
    if (document == null) {
      throw new FormatException("ranker is null (expected: a document)");
    }
    if (document.formatVersion != FORMAT_VERSION) {
      throw new FormatException(
          "ranker formatVersion: "
              + document.formatVersion
              + " (expected: "
              + FORMAT_VERSION
              + ")");
    }
    return FlatTrees.of(document.inputs, document.base, document.trees);
  }
}
