package dev.slate.serving.change;

import dev.slate.serving.erasure.Erasure;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One change that somebody asked for.
 *
 * @param by name of the key; {@code local} where none is needed
 * @param route method and path as the API describes them
 * @param target what the path named, such as {@code key=ranking}; users by a hash
 * @param status the outcome as HTTP says it: 2xx is done, anything else is not
 */
public record Change(long atMs, String by, String route, String target, int status) {
  private static final Set<String> USERS = Set.of("userId", "unitId");

  /** The path's parameters as text, ordered by name; who a user is does not get into the log. */
  public static String targetOf(String path, Map<String, String> parameters) {
    StringBuilder target = new StringBuilder();
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              boolean user = USERS.contains(name) || path.contains("/users/");
              target
                  .append(target.isEmpty() ? "" : " ")
                  .append(name)
                  .append('=')
                  .append(user ? hashed(value) : printable(value));
            });
    return target.toString();
  }

  private static String hashed(String id) {
    return "sha256:" + Erasure.digest(id).substring(0, 12);
  }

  /** Cut, and without what could end a line of a log. */
  private static String printable(String value) {
    String text = value.length() > 128 ? value.substring(0, 128) + "..." : value;
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
