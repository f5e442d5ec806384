package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of an item a filter reads.
 *
 * @param name as the filter calls it; of an attribute, its own
 */
record Field(Kind kind, String name) {
  private static final Set<String> WORDS = Set.of("and", "or", "not", "in", "true", "false");
  private static final String ATTRIBUTE = "attributes.";

  enum Kind {
    ID,
    TITLE,
    CATEGORY,
    CREATED,
    AVAILABLE_FROM,
    EXPIRES,
    ATTRIBUTE;

    boolean isTime() {
      return this == CREATED || this == AVAILABLE_FROM || this == EXPIRES;
    }
  }

  /** The field of a name; any that is not a fact's is an attribute's. */
  static Field of(String name) {
    return switch (name) {
      case "id" -> new Field(Kind.ID, name);
      case "title" -> new Field(Kind.TITLE, name);
      case "category" -> new Field(Kind.CATEGORY, name);
      case "created" -> new Field(Kind.CREATED, name);
      case "availableFrom" -> new Field(Kind.AVAILABLE_FROM, name);
      case "expires" -> new Field(Kind.EXPIRES, name);
      default ->
          new Field(
              Kind.ATTRIBUTE,
              name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length()
                  ? name.substring(ATTRIBUTE.length())
                  : name);
    };
  }

  /** Whether a name is read as it stands, without backquotes. */
  static boolean isPlain(String name) {
    return !name.isEmpty()
        && isStart(name.charAt(0))
        && name.chars().allMatch(c -> isPart((char) c))
        && !WORDS.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean isStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isPart(char c) {
    return isStart(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
  }

  /** The text of an item; null if it has none, or if the field is not one text. */
  @Nullable String word(Item item) {
    return switch (kind) {
      case ID -> item.itemId();
      case TITLE -> item.title();
      case ATTRIBUTE -> item.attributes().get(name);
      case CATEGORY, CREATED, AVAILABLE_FROM, EXPIRES -> null;
    };
  }

  /** The number of an item; NaN if it has none. */
  double number(Item item) {
    return switch (kind) {
      case CREATED -> time(item.createdMs());
      case AVAILABLE_FROM -> time(item.availableFromMs());
      case EXPIRES -> time(item.expiresMs());
      case ATTRIBUTE -> Numbers.read(item.attributes().get(name));
      case ID, TITLE, CATEGORY -> Double.NaN;
    };
  }

  private static double time(long ms) {
    return ms == 0 ? Double.NaN : ms;
  }

  String text() {
    boolean own = kind != Kind.ATTRIBUTE || of(name).equals(this);
    String full = own ? name : ATTRIBUTE + name;
    return isPlain(full) ? full : "`" + full + "`";
  }
}
