package dev.slate.serving.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.linecorp.armeria.common.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457) that names the field and the fix.
 *
 * @param errors for batches: what is wrong with each refused element
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String field,
    @Nullable String fix,
    List<?> errors) {
  private static final String TYPES = "https://slate.dev/problems/";

  static Problem of(
      String slug, HttpStatus status, String detail, @Nullable String field, @Nullable String fix) {
    return new Problem(
        TYPES + slug, status.reasonPhrase(), status.code(), detail, field, fix, List.of());
  }

  Problem withErrors(List<?> all) {
    return new Problem(type, title, status, detail, field, fix, List.copyOf(all));
  }
}
