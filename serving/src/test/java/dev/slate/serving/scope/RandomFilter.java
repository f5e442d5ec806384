package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes a random expression as text and, beside it, says what it means without the parser: the
 * oracle.
 */
final class RandomFilter {
  private static final List<String> WORDS = List.of("a", "b", "\"", "\\", "ä", "10", "2");
  private static final List<String> NOISE =
      List.of("a", "category", "=", "!=", "(", ")", "not", "in", "and", "or", ",", "'x'", "7", "<");

  private final Random random;
  private Predicate<Item> meaning = item -> false;

  RandomFilter(Random random) {
    this.random = random;
  }

  boolean oracle(Item item) {
    return meaning.test(item);
  }

  String noise() {
    return random.ints(12, 0, NOISE.size()).mapToObj(NOISE::get).collect(Collectors.joining(" "));
  }

  Item item() {
    Map<String, String> attributes =
        switch (random.nextInt(3)) {
          case 0 -> Map.of();
          case 1 -> Map.of("x", word());
          default -> Map.of("x", word(), "or", word());
        };
    return new Item(word(), word(), List.of(word(), word()), random.nextInt(3), true, attributes);
  }

  String write(int depth) {
    int kind = depth == 0 ? 3 : random.nextInt(5);
    if (kind < 2) {
      List<String> texts = new ArrayList<>();
      List<Predicate<Item>> parts = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(2); i++) {
        texts.add("(" + write(depth - 1) + ")");
        parts.add(meaning);
      }
      meaning =
          kind == 0
              ? item -> parts.stream().allMatch(p -> p.test(item))
              : item -> parts.stream().anyMatch(p -> p.test(item));
      return String.join(kind == 0 ? " and " : " or ", texts);
    }
    if (kind == 2) {
      String inner = write(depth - 1);
      meaning = meaning.negate();
      return "not (" + inner + ")";
    }
    return random.nextInt(3) == 0 ? oneOf() : comparison();
  }

  private String comparison() {
    String operator = List.of("=", "!=", "<", "<=", ">", ">=").get(random.nextInt(6));
    switch (random.nextInt(4)) {
      case 0 -> {
        String word = word();
        boolean not = random.nextBoolean();
        meaning = item -> item.categories().contains(word) != not;
        return "category " + (not ? "!=" : "=") + quoted(word);
      }
      case 1 -> {
        int ms = random.nextInt(3);
        meaning =
            item ->
                item.createdMs() == 0
                    ? operator.equals("!=")
                    : holds(operator, Long.compare(item.createdMs(), ms));
        return "created" + operator + ms;
      }
      case 2 -> {
        int number = random.nextInt(12);
        meaning =
            item -> {
              String text = item.attributes().get("x");
              return (text == null || !text.matches("\\d+"))
                  ? operator.equals("!=")
                  : holds(operator, Integer.compare(Integer.parseInt(text), number));
            };
        return "x " + operator + number;
      }
      default -> {
        String word = word();
        meaning =
            item -> {
              String text = item.attributes().get("or");
              return text == null ? operator.equals("!=") : holds(operator, text.compareTo(word));
            };
        return "`or` " + operator + quoted(word);
      }
    }
  }

  private String oneOf() {
    List<String> words = List.of(word(), word(), word());
    boolean not = random.nextBoolean();
    boolean ofTitle = random.nextBoolean();
    meaning =
        item ->
            (ofTitle
                    ? words.contains(item.title())
                    : words.stream().anyMatch(item.categories()::contains))
                != not;
    return (ofTitle ? "title" : "category")
        + (not ? " not in (" : " in (")
        + words.stream().map(RandomFilter::quoted).collect(Collectors.joining(","))
        + ")";
  }

  private static boolean holds(String operator, int sign) {
    return switch (operator) {
      case "=" -> sign == 0;
      case "!=" -> sign != 0;
      case "<" -> sign < 0;
      case "<=" -> sign <= 0;
      case ">" -> sign > 0;
      default -> sign >= 0;
    };
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static String quoted(String word) {
    return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
