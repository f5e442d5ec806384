package dev.slate.featurestore.feature;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.data.event.Event;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text that an event has, by the name of its JSON field: {@code itemId}, {@code userId}, {@code
 * surface}, {@code requestId}, or any other that senders add, such as {@code category}.
 */
public record Key(String field) {
  private static final int MAX_BYTES = 128;

  /** The item. */
  public static final Key ITEM = new Key("itemId");

  /** The user. */
  public static final Key USER = new Key("userId");

  /** Where it was shown. */
  public static final Key SURFACE = new Key("surface");

  /** The event's text; null if it has none, or one that is empty or above 128 UTF-8 bytes. */
  public @Nullable String of(Event event) {
    return switch (field) {
      case "itemId" -> event.itemId();
      case "userId" -> event.userId();
      case "surface" -> textOf(event.header().surface());
      case "requestId" -> textOf(event.header().requestId());
      default -> extra(event.header().extra().get(field));
    };
  }

  private static @Nullable String textOf(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static @Nullable String extra(@Nullable JsonNode node) {
    if (node == null || !node.isTextual()) {
      return null;
    }
    String text = node.textValue();
    // A lone surrogate has no UTF-8, so it would not be read back as it was.
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    boolean fits = utf8.length > 0 && utf8.length <= MAX_BYTES;
    return fits && new String(utf8, StandardCharsets.UTF_8).equals(text) ? text : null;
  }
}
