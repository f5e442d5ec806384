package dev.slate.serving.scope;

import java.util.Locale;

/** The tokens of a filter expression, one looked at at a time. */
final class FilterTokens {
  /** What a token is; {@code NAME} is one in backquotes, {@code WORD} one without. */
  enum Kind {
    WORD,
    NAME,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  private final String text;
  private Kind kind = Kind.END;
  private String value = "";
  private int start;
  private int end;

  FilterTokens(String text) {
    this.text = text;
    next();
  }

  boolean isAt(Kind wanted) {
    return kind == wanted;
  }

  /** Where the present token starts. */
  int position() {
    return start;
  }

  /** Goes past a word of the language, in any case, if it is next. */
  boolean takeWord(String word) {
    return take(kind == Kind.WORD && value.equalsIgnoreCase(word));
  }

  boolean takeSign(String sign) {
    return take(kind == Kind.SIGN && value.equals(sign));
  }

  private boolean take(boolean there) {
    if (there) {
      next();
    }
    return there;
  }

  /** Goes past the name of a field. */
  String takeName() {
    boolean there = kind == Kind.NAME || (kind == Kind.WORD && Field.isPlain(value));
    if (!there) {
      throw unexpected("a field", "name a field: id, title, category, created or an attribute");
    }
    String name = value;
    next();
    return name;
  }

  /** Goes past a value. */
  Literal takeValue() {
    Literal taken;
    if (kind == Kind.TEXT) {
      taken = Literal.of(value);
    } else if (kind == Kind.NUMBER) {
      double number = Numbers.read(value);
      if (!Double.isFinite(number)) {
        throw unexpected("a finite decimal number", "write a smaller number, or quotes");
      }
      taken = Literal.of(number);
    } else if (kind == Kind.WORD && isBoolean(value)) {
      taken = Literal.of(value.toLowerCase(Locale.ROOT));
    } else {
      throw unexpected("a value", "write a number, or a text in quotes");
    }
    next();
    return taken;
  }

  private static boolean isBoolean(String word) {
    return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
  }

  InvalidFilterException unexpected(String expected, String fix) {
    String found = kind == Kind.END ? "the end" : text.substring(start, end);
    String shown = found.length() > 40 ? found.substring(0, 40) + "..." : found;
    return new InvalidFilterException(start, shown, expected, fix);
  }

  private void next() {
    start = end;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (start == text.length()) {
      end = start;
      kind = Kind.END;
      return;
    }
    char c = text.charAt(start);
    if (c == '"' || c == '\'' || c == '`') {
      quoted(c);
    } else if (Field.isStart(c)) {
      run(Kind.WORD);
    } else if ((c >= '0' && c <= '9') || c == '-' || c == '.') {
      run(Kind.NUMBER);
    } else {
      sign(c);
    }
  }

  /** Letters, digits, dots and dashes; and the sign of an exponent. */
  private void run(Kind found) {
    end = start + 1;
    while (end < text.length()
        && (Field.isPart(text.charAt(end))
            || (found == Kind.NUMBER
                && text.charAt(end) == '+'
                && "eE".indexOf(text.charAt(end - 1)) >= 0))) {
      end++;
    }
    kind = found;
    value = text.substring(start, end);
  }

  private void quoted(char quote) {
    StringBuilder inside = new StringBuilder();
    kind = quote == '`' ? Kind.NAME : Kind.TEXT;
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        end = i + 1;
        value = inside.toString();
        return;
      }
      if (c == '\\' && quote != '`' && i + 1 < text.length()) {
        c = text.charAt(++i);
      }
      inside.append(c);
    }
    end = text.length();
    throw unexpected("a closing " + quote, "close the quotes");
  }

  private void sign(char c) {
    boolean two =
        "<>!".indexOf(c) >= 0 && start + 1 < text.length() && text.charAt(start + 1) == '=';
    end = start + (two ? 2 : 1);
    kind = Kind.SIGN;
    value = text.substring(start, end);
    if (!two && "=<>(),".indexOf(c) < 0) {
      throw unexpected("a field, a value or a sign", "put texts in quotes");
    }
  }
}
