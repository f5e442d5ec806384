package dev.slate.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a body into the texts of its records, so that one bad record spoils no other. */
final class Batch {
  private Batch() {}

  /**
   * One text per record: the elements of an array, or else the lines that are not blank.
   *
   * @param noun what a record is called
   * @throws ApiException if it is an array that is not JSON, or empty
   */
  static List<byte[]> split(byte[] body, String noun) {
    int start = 0;
    while (start < body.length && Character.isWhitespace(body[start])) {
      start++;
    }
    List<byte[]> texts =
        start < body.length && body[start] == '[' ? elements(body, noun) : oneOrLines(body, start);
    if (texts.isEmpty()) {
      throw ApiException.badField(
          "body", "has no " + noun, "one " + noun + ", an array, or one per line", "see /docs");
    }
    return texts;
  }

  private static List<byte[]> elements(byte[] body, String noun) {
    List<byte[]> texts = new ArrayList<>();
    try (JsonParser parser = Json.MAPPER.createParser(body)) {
      parser.nextToken();
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        if (from < 0) {
          throw Json.notUtf8(null); // A parser of another encoding counts characters.
        }
        parser.skipChildren();
        texts.add(Arrays.copyOfRange(body, from, (int) parser.currentLocation().getByteOffset()));
      }
      if (parser.nextToken() != null) {
        throw ApiException.badField("body", "goes on after the array", "one array", "see /docs");
      }
      return texts;
    } catch (JsonProcessingException e) {
      throw ApiException.badField(
          "body",
          "is not JSON: " + e.getOriginalMessage(),
          "an array of " + noun + "s",
          "nothing of this body was accepted; correct it and send it again");
    } catch (IOException e) {
      throw Json.notUtf8(e);
    }
  }

  /** An object may span lines; when it ends with the body, it is one record. */
  private static List<byte[]> oneOrLines(byte[] body, int start) {
    if (start < body.length && isOneDocument(body)) {
      return List.of(body);
    }
    List<byte[]> lines = new ArrayList<>();
    int from = start;
    for (int i = start; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        if (!isBlank(body, from, i)) {
          lines.add(Arrays.copyOfRange(body, from, i));
        }
        from = i + 1;
      }
    }
    return lines;
  }

  private static boolean isOneDocument(byte[] body) {
    try (JsonParser parser = Json.MAPPER.createParser(body)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isBlank(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isWhitespace(body[i])) {
        return false;
      }
    }
    return true;
  }
}
