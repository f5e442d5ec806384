package dev.slate.serving.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.List;

/** How much of a batch was taken; {@code errors} lists the first hundred. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record BatchAnswer(int accepted, int rejected, List<Refusal> errors) {
  private static final int MAX_ERRORS = 100;

  /** One element that was not accepted. */
  record Refusal(int index, String field, String detail, String fix) {}

  /**
   * 202 if all were taken, 207 if some, else a problem of the first one.
   *
   * @param slug type of that problem
   */
  static HttpResponse of(int accepted, List<Refusal> refusals, String slug) {
    List<Refusal> listed = List.copyOf(refusals.subList(0, Math.min(MAX_ERRORS, refusals.size())));
    if (accepted > 0 || refusals.isEmpty()) {
      HttpStatus status = refusals.isEmpty() ? HttpStatus.ACCEPTED : HttpStatus.MULTI_STATUS;
      return Json.of(
          status, MediaType.JSON_UTF_8, new BatchAnswer(accepted, refusals.size(), listed));
    }
    Refusal first = refusals.get(0);
    return Json.problem(
        Problem.of(slug, HttpStatus.BAD_REQUEST, first.detail, first.field, first.fix)
            .withErrors(listed));
  }
}
