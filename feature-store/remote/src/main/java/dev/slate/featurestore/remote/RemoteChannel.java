package dev.slate.featurestore.remote;

import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The channel under Feast's client: every call has a deadline and is a {@link RemoteCall}. */
final class RemoteChannel implements ClientInterceptor {
  private static final int MAX_RESPONSE = 64 * 1024 * 1024;

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Duration timeout;
  private final Metadata credentials = new Metadata();

  private RemoteChannel(Duration timeout, @Nullable String key) {
    this.timeout = timeout;
    if (key != null) {
      credentials.put(AUTHORIZATION, "Bearer " + key);
    }
  }

  /** Connects in the background, again and again. */
  static ManagedChannel open(String host, int port, Duration timeout, @Nullable String key) {
    return ManagedChannelBuilder.forAddress(host, port)
        .usePlaintext()
        .maxInboundMessageSize(MAX_RESPONSE)
        .intercept(new RemoteChannel(timeout, key))
        .build();
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    RemoteCall call = RemoteCall.current();
    ClientCall<Q, A> made =
        next.newCall(method, options.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS));
    return new SimpleForwardingClientCall<>(made) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        headers.merge(credentials);
        if (call == null) {
          super.start(listener, headers);
          return;
        }
        headers.merge(call.request());
        super.start(watched(listener, call), headers);
      }
    };
  }

  private static <A> ClientCall.Listener<A> watched(
      ClientCall.Listener<A> listener, RemoteCall call) {
    return new SimpleForwardingClientCallListener<>(listener) {
      @Override
      public void onHeaders(Metadata headers) {
        call.received(headers);
        super.onHeaders(headers);
      }

      @Override
      public void onMessage(A message) {
        if (message instanceof GetOnlineFeaturesResponse response) {
          call.received(response);
        }
        super.onMessage(message);
      }
    };
  }
}
