package dev.slate.serving.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.serving.scope.InvalidFilterException;
import dev.slate.serving.topic.TopicWriter.NotWrittenException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where anything that goes wrong becomes a problem document. */
final class ProblemHandler implements ServerErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  @Override
  public HttpResponse onServiceException(ServiceRequestContext ctx, Throwable thrown) {
    Throwable cause = Exceptions.peel(thrown);
    if (cause instanceof HttpResponseException carried) {
      return carried.httpResponse();
    }
    Problem problem = problemOf(ctx, cause);
    if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR.code()) {
      LOG.error("{} {}", ctx.method(), ctx.config().route(), cause);
    }
    return Json.problem(problem);
  }

  private static Problem problemOf(ServiceRequestContext ctx, Throwable cause) {
    if (cause instanceof ApiException known) {
      return known.problem();
    }
    if (cause instanceof InvalidRecordException invalid) {
      return invalid(invalid);
    }
    if (cause instanceof NotWrittenException) {
      return Problem.of(
          "unavailable",
          HttpStatus.SERVICE_UNAVAILABLE,
          "the log did not take it in time",
          null,
          "send it again: to write the same twice is harmless");
    }
    if (cause instanceof InvalidFilterException filter) {
      return Problem.of(
          "invalid-filter",
          HttpStatus.BAD_REQUEST,
          String.valueOf(filter.getMessage()),
          "filter",
          filter.fix());
    }
    if (cause instanceof ContentTooLargeException || isTooLarge(cause)) {
      return tooLarge(ctx.maxRequestLength());
    }
    if (cause instanceof RejectedExecutionException) {
      return Problem.of(
          "overloaded",
          HttpStatus.TOO_MANY_REQUESTS,
          "too many requests are waiting",
          null,
          "try again after a second");
    }
    if (cause instanceof RequestTimeoutException) {
      return Problem.of(
          "timeout", HttpStatus.SERVICE_UNAVAILABLE, "took too long", null, "try again");
    }
    if (cause instanceof HttpStatusException status) {
      return ofStatus(status.httpStatus(), null);
    }
    return Problem.of(
        "internal",
        HttpStatus.INTERNAL_SERVER_ERROR,
        "something unexpected went wrong; the log has it",
        null,
        "try again; if it stays, report it with the log");
  }

  static Problem invalid(InvalidRecordException invalid) {
    return Problem.of(
        "invalid-record",
        HttpStatus.BAD_REQUEST,
        String.valueOf(invalid.getMessage()),
        invalid.field(),
        "correct " + invalid.field() + " and send it again");
  }

  private static boolean isTooLarge(Throwable cause) {
    return cause instanceof HttpStatusException status
        && status.httpStatus().equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
  }

  private static Problem tooLarge(long limit) {
    return Problem.of(
        "too-large",
        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
        "body: more than " + limit + " bytes",
        "body",
        "send less at once, several times");
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext ctx,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return Json.aggregatedProblem(
        status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)
            ? tooLarge(config.maxRequestLength())
            : ofStatus(status, description));
  }

  @Override
  public AggregatedHttpResponse onProtocolViolation(
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return Json.aggregatedProblem(ofStatus(status, description));
  }

  private static Problem ofStatus(HttpStatus status, @Nullable String description) {
    String slug =
        switch (status.code()) {
          case 404 -> "not-found";
          case 405 -> "method-not-allowed";
          case 414 -> "address-too-long";
          case 431 -> "headers-too-large";
          default -> "http-" + status.code();
        };
    String fix =
        switch (status.code()) {
          case 404, 405 -> "see /docs for the routes";
          case 414 -> "ids have at most 128 bytes";
          case 431 -> "headers have at most " + HeaderLimit.MAX_BYTES + " bytes";
          default -> null;
        };
    return Problem.of(
        slug, status, description == null ? status.reasonPhrase() : description, null, fix);
  }
}
