package dev.slate.serving.http;

/** Answers one request; may block. */
@FunctionalInterface
interface Handler {

  /** What becomes the JSON body of a 200, or an {@code HttpResponse} that is sent as it is. */
  Object handle(HttpCall call) throws Exception;
}
