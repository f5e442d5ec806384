package dev.slate.featurestore.remote;

import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What passes between a call of Feast's client and the interceptor around it: the client itself
 * takes no metadata and hides event times. Confined to the calling thread; the blocking stub
 * returns after everything was received.
 */
final class RemoteCall {
  private static final ThreadLocal<RemoteCall> CURRENT = new ThreadLocal<>();

  private final Metadata request = new Metadata();
  private volatile @Nullable GetOnlineFeaturesResponse response;
  private volatile Metadata responseHeaders = new Metadata();

  /** The call that this thread makes; null if it is none of ours. */
  static @Nullable RemoteCall current() {
    return CURRENT.get();
  }

  /** Makes a call with a header and runs something as it. */
  static RemoteCall run(String header, String value, Runnable call) {
    RemoteCall made = new RemoteCall();
    made.request.put(key(header), value);
    CURRENT.set(made);
    try {
      call.run();
    } finally {
      CURRENT.remove();
    }
    return made;
  }

  private static Metadata.Key<String> key(String header) {
    return Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER);
  }

  Metadata request() {
    return request;
  }

  void received(Metadata headers) {
    responseHeaders = headers;
  }

  void received(GetOnlineFeaturesResponse message) {
    response = message;
  }

  /** A header of the response; null if it has none. */
  @Nullable String header(String name) {
    return responseHeaders.get(key(name));
  }

  /** The response as it came. */
  GetOnlineFeaturesResponse response() {
    GetOnlineFeaturesResponse received = response;
    if (received == null) {
      throw new IllegalStateException("the feature server's answer was not seen");
    }
    return received;
  }
}
