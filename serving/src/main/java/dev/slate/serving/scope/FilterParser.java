package dev.slate.serving.scope;

import dev.slate.data.catalog.IsoTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Recursive descent over
 *
 * <pre>
 * any   = all { "or" all }
 * all   = unary { "and" unary }
 * unary = "not" unary | "(" any ")" | test
 * test  = field ( "=" | "!=" | "&lt;" | "&lt;=" | ">" | ">=" ) value
 *       | field [ "not" ] "in" "(" value { "," value } ")"
 * </pre>
 *
 * in time linear in the text, at most {@value #MAX_LENGTH} characters, {@value #MAX_DEPTH} levels
 * and {@value #MAX_TESTS} tests.
 */
final class FilterParser {
  static final int MAX_LENGTH = 4_000;
  static final int MAX_DEPTH = 32;
  static final int MAX_TESTS = 200;

  private final FilterTokens tokens;
  private int depth;
  private int tests;

  FilterParser(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidFilterException(
          MAX_LENGTH,
          text.length() + " characters",
          "at most " + MAX_LENGTH,
          "write a shorter filter, or send ids as include");
    }
    tokens = new FilterTokens(text);
  }

  Expression parse() {
    Expression expression = any();
    if (!tokens.isAt(FilterTokens.Kind.END)) {
      throw tokens.unexpected("'and', 'or' or the end", "join tests with and, or");
    }
    return expression;
  }

  private Expression any() {
    List<Expression> parts = new ArrayList<>();
    do {
      parts.add(all());
    } while (tokens.takeWord("or"));
    return Any.of(parts);
  }

  private Expression all() {
    List<Expression> parts = new ArrayList<>();
    do {
      parts.add(unary());
    } while (tokens.takeWord("and"));
    return All.of(parts);
  }

  private Expression unary() {
    if (depth == MAX_DEPTH) {
      throw tokens.unexpected(
          "at most " + MAX_DEPTH + " levels of not and (", "write it with fewer levels");
    }
    depth++;
    Expression inner;
    if (tokens.takeWord("not")) {
      inner = Not.of(unary());
    } else if (tokens.takeSign("(")) {
      inner = any();
      requireSign(")", "close the parenthesis");
    } else {
      inner = test();
    }
    depth--;
    return inner;
  }

  private Expression test() {
    if (++tests > MAX_TESTS) {
      throw tokens.unexpected("at most " + MAX_TESTS + " tests", "use in (...) for many values");
    }
    Field field = Field.of(tokens.takeName());
    if (tokens.takeWord("not")) {
      if (!tokens.takeWord("in")) {
        throw tokens.unexpected("'in' after 'not'", "write: field not in (\"a\", \"b\")");
      }
      return Not.of(OneOf.of(field, values(field)));
    }
    if (tokens.takeWord("in")) {
      return OneOf.of(field, values(field));
    }
    if (tokens.takeSign("!=")) {
      return Not.of(new Comparison(field, Operator.EQUAL, value(field)));
    }
    for (Operator operator : Operator.values()) {
      if (tokens.takeSign(operator.text())) {
        if (field.kind() == Field.Kind.CATEGORY && operator != Operator.EQUAL) {
          throw tokens.unexpected("=, != or in", "an item has several categories: compare with =");
        }
        return new Comparison(field, operator, value(field));
      }
    }
    throw tokens.unexpected("=, !=, <, <=, >, >= or in", "say what " + field.name() + " must be");
  }

  private List<Literal> values(Field field) {
    requireSign("(", "list the values: in (\"a\", \"b\")");
    List<Literal> values = new ArrayList<>();
    do {
      values.add(value(field));
    } while (tokens.takeSign(","));
    requireSign(")", "close the list");
    return values;
  }

  /**
   * A value that suits the field: a time for a time, a text for a text, either for an attribute.
   */
  private Literal value(Field field) {
    int position = tokens.position();
    Literal value = tokens.takeValue();
    String word = value.word();
    if (field.kind().isTime() && word != null) {
      OptionalLong ms = IsoTime.read(word);
      if (ms.isEmpty()) {
        throw new InvalidFilterException(
            position,
            value.text(),
            "a date such as \"2026-11-20\" or milliseconds since 1970",
            "write " + field.name() + " as a date");
      }
      return Literal.of((double) ms.getAsLong());
    }
    if (word == null && !field.kind().isTime() && field.kind() != Field.Kind.ATTRIBUTE) {
      throw new InvalidFilterException(
          position, value.text(), "a text in quotes", "put it in quotes: \"" + value.text() + "\"");
    }
    return value;
  }

  private void requireSign(String sign, String fix) {
    if (!tokens.takeSign(sign)) {
      throw tokens.unexpected("'" + sign + "'", fix);
    }
  }
}
