package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.slate.serving.erasure.ErasureService;
import dev.slate.serving.topic.TopicWriter.NotWrittenException;

/** {@code /v1/users}: erasing them. No answer repeats the id: it would be another trace. */
final class UserApi {
  private final ErasureService erasures;

  UserApi(ErasureService erasures) {
    this.erasures = erasures;
  }

  Object erase(HttpCall call) {
    String id = call.allow().id("id");
    try {
      return Json.of(HttpStatus.ACCEPTED, MediaType.JSON_UTF_8, erasures.erase(id));
    } catch (NotWrittenException e) {
      throw ApiException.unavailable(
          "the erasure was not written to the log", "repeat it: to erase twice is harmless");
    }
  }

  Object status(HttpCall call) {
    return erasures
        .status(call.allow().id("id"))
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "an erasure of this user", "id", "DELETE /v1/users/{id} begins one"));
  }
}
