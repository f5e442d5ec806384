package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link Problem}. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ApiException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** A parameter or field that cannot be used. */
  public static ApiException badField(String field, String found, String expected, String fix) {
    return new ApiException(
        Problem.of(
            "invalid-parameter",
            HttpStatus.BAD_REQUEST,
            field + ": " + found + " (expected: " + expected + ")",
            field,
            fix));
  }

  /** Something that is not there. */
  public static ApiException notFound(String what, String field, @Nullable String fix) {
    return new ApiException(
        Problem.of("not-found", HttpStatus.NOT_FOUND, what + " is not known", field, fix));
  }

  /** A change that contradicts what is there. */
  public static ApiException conflict(String detail, String field, String fix) {
    return new ApiException(Problem.of("conflict", HttpStatus.CONFLICT, detail, field, fix));
  }

  /** Something that this process depends on does not answer. */
  public static ApiException unavailable(String detail, String fix) {
    return new ApiException(
        Problem.of("unavailable", HttpStatus.SERVICE_UNAVAILABLE, detail, null, fix));
  }
}
