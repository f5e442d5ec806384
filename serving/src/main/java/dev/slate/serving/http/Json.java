package dev.slate.serving.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The API's JSON: one mapper, depth at most 16, no duplicate or trailing text. */
public final class Json {
  static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(16).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static final MediaType PROBLEM_JSON = MediaType.parse("application/problem+json");

  private Json() {}

  static HttpResponse ok(Object body) {
    return of(HttpStatus.OK, MediaType.JSON_UTF_8, body);
  }

  static HttpResponse of(HttpStatus status, MediaType type, Object body) {
    return HttpResponse.of(headers(status, type), HttpData.wrap(write(body)));
  }

  static HttpResponse problem(Problem problem) {
    return aggregatedProblem(problem).toHttpResponse();
  }

  static AggregatedHttpResponse aggregatedProblem(Problem problem) {
    return AggregatedHttpResponse.of(
        headers(HttpStatus.valueOf(problem.status()), PROBLEM_JSON), HttpData.wrap(write(problem)));
  }

  private static ResponseHeaders headers(HttpStatus status, MediaType type) {
    var headers = ResponseHeaders.builder(status).contentType(type);
    if (status.equals(HttpStatus.TOO_MANY_REQUESTS)
        || status.equals(HttpStatus.SERVICE_UNAVAILABLE)) {
      headers.add(HttpHeaderNames.RETRY_AFTER, "1");
    }
    if (status.equals(HttpStatus.UNAUTHORIZED)) {
      headers.add(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    return headers.build();
  }

  static byte[] write(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** There is no device to fail: bytes that look like another encoding end here. */
  static ApiException notUtf8(@Nullable IOException e) {
    String detail = e == null ? "" : ": " + e.getMessage();
    return ApiException.badField(
        "body", "is not UTF-8 text" + detail, "JSON in UTF-8", "encode it as UTF-8");
  }

  /**
   * Reads a body.
   *
   * @throws ApiException if it is no JSON
   */
  static JsonNode read(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw ApiException.badField(
          "body", "is not JSON: " + e.getOriginalMessage(), "a JSON document", "see /docs");
    } catch (IOException e) {
      throw notUtf8(e);
    }
  }
}
