package dev.slate.serving.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Named inputs of a request, checked as they are read: query parameters or fields of a body. */
interface Inputs {

  boolean has(String name);

  /** A text, null if it was not given. */
  @Nullable String text(String name);

  /** Ids, at most 500; none if it was not given. */
  Set<String> ids(String name);

  /** A whole number within bounds. */
  int wholeNumber(String name, int min, int max, int byDefault);

  /** {@code true} or {@code false}; false if it was not given. */
  boolean flag(String name);
}
