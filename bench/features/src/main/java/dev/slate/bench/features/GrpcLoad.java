package dev.slate.bench.features;

import com.google.protobuf.InvalidProtocolBufferException;
import feast.proto.serving.ServingAPIProto.FeatureList;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.Value;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A light gRPC client: requests are encoded beforehand, of answers only the length is looked at,
 * which is the same for all because every value is a float.
 */
final class GrpcLoad implements AutoCloseable {
  private static final int REQUESTS = 64;

  private final ManagedChannel channel;
  private final List<byte[]> requests = new ArrayList<>();
  private final List<int[]> users = new ArrayList<>();
  private final int answerLength;

  GrpcLoad(int port, int rows) {
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    Random random = new Random(rows);
    for (int i = 0; i < REQUESTS; i++) {
      // Three digits, so that every request asks for as many bytes.
      int[] of = random.ints(rows, 100, 1_000).toArray();
      users.add(of);
      requests.add(request(of).toByteArray());
    }
    answerLength = verified();
  }

  private static GetOnlineFeaturesRequest request(int[] users) {
    FeatureList.Builder features = FeatureList.newBuilder();
    BenchView.VIEW.scalarNames().forEach(features::addVal);
    RepeatedValue.Builder ids = RepeatedValue.newBuilder();
    for (int user : users) {
      ids.addVal(Value.newBuilder().setStringVal(BenchView.user(user)));
    }
    return GetOnlineFeaturesRequest.newBuilder()
        .setFeatures(features)
        .putEntities("user_id", ids.build())
        .build();
  }

  /** Compares one whole answer with what was stored and returns its length. */
  private int verified() {
    byte[] bytes =
        ClientCalls.blockingUnaryCall(channel, bytes(), CallOptions.DEFAULT, requests.get(0));
    GetOnlineFeaturesResponse answer;
    try {
      answer = GetOnlineFeaturesResponse.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
    for (int row = 0; row < users.get(0).length; row++) {
      float[] values = BenchView.values(users.get(0)[row]);
      for (int i = 0; i < values.length; i++) {
        var column = answer.getResults(i);
        if (column.getValues(row).getFloatVal() != values[i]
            || column.getStatuses(row) != FieldStatus.PRESENT) {
          throw new IllegalStateException("a value differs from what was stored: " + column);
        }
      }
    }
    return bytes.length;
  }

  /** Sends the i-th request; true if an answer of the right length comes. */
  CompletionStage<Boolean> send(int i) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    ClientCalls.asyncUnaryCall(
        channel.newCall(lengths(), CallOptions.DEFAULT),
        requests.get(i % REQUESTS),
        new StreamObserver<Integer>() {
          private int length;

          @Override
          public void onNext(Integer received) {
            length = received;
          }

          @Override
          public void onError(Throwable failure) {
            done.completeExceptionally(failure);
          }

          @Override
          public void onCompleted() {
            done.complete(length == answerLength);
          }
        });
    return done;
  }

  private static MethodDescriptor<byte[], Integer> lengths() {
    return LENGTHS;
  }

  private static MethodDescriptor<byte[], byte[]> bytes() {
    return method(GrpcLoad::readAll);
  }

  private static final MethodDescriptor<byte[], Integer> LENGTHS = method(GrpcLoad::available);

  private interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  private static byte[] readAll(InputStream in) throws IOException {
    return in.readAllBytes();
  }

  private static Integer available(InputStream in) throws IOException {
    return in.available();
  }

  private static <T> MethodDescriptor<byte[], T> method(Reader<T> reader) {
    return MethodDescriptor.<byte[], T>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName("feast.serving.ServingService/GetOnlineFeatures")
        .setRequestMarshaller(new Marshaller<>(GrpcLoad::readAll))
        .setResponseMarshaller(new Marshaller<>(reader))
        .build();
  }

  private record Marshaller<T>(Reader<T> reader) implements MethodDescriptor.Marshaller<T> {
    @Override
    public InputStream stream(T value) {
      return new ByteArrayInputStream((byte[]) value);
    }

    @Override
    public T parse(InputStream in) {
      try {
        return reader.read(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
