package dev.slate.bench.features;

import com.google.protobuf.Timestamp;
import dev.slate.featurestore.online.feast.FeastValue;
import dev.slate.featurestore.online.feast.ProtoWriter;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse.FeatureVector;
import feast.proto.types.ValueProto.Value;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** CPU time of encoding an answer of 100 x 50: with message objects, and straight into bytes. */
@Command(
    name = "encode",
    mixinStandardHelpOptions = true,
    description = "Encoding 5,000 values: message objects against bytes. Takes 10 seconds.")
final class EncodeBench implements Callable<Integer> {
  private static final int ROWS = 100;
  private static final int COLUMNS = 50;
  private static final int RUNS = 2_000;

  private final Instant time = Instant.ofEpochMilli(1_700_000_000_123L);

  @Override
  public Integer call() {
    if (!Arrays.equals(messages(), bytes())) {
      throw new IllegalStateException("the two encodings differ");
    }
    micros(this::messages);
    micros(this::bytes);
    double messages = micros(this::messages);
    double bytes = micros(this::bytes);
    System.out.printf(
        Locale.ROOT,
        "message objects %.0f us, bytes %.0f us of CPU an answer: %.1f times%n",
        messages,
        bytes,
        messages / bytes);
    return 0;
  }

  private static double micros(Supplier<byte[]> encoding) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    long length = 0;
    for (int i = 0; i < RUNS; i++) {
      length += encoding.get().length;
    }
    if (length == 0) {
      throw new IllegalStateException("nothing was encoded");
    }
    return (threads.getCurrentThreadCpuTime() - before) / 1_000.0 / RUNS;
  }

  private byte[] messages() {
    GetOnlineFeaturesResponse.Builder answer = GetOnlineFeaturesResponse.newBuilder();
    Timestamp stamp =
        Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()).build();
    for (int column = 0; column < COLUMNS; column++) {
      FeatureVector.Builder vector = FeatureVector.newBuilder();
      for (int row = 0; row < ROWS; row++) {
        vector.addValues(Value.newBuilder().setFloatVal(row * column + 0.5f));
        vector.addStatuses(FieldStatus.PRESENT);
        vector.addEventTimestamps(stamp);
      }
      answer.addResults(vector);
    }
    return answer.build().toByteArray();
  }

  private byte[] bytes() {
    ProtoWriter times = new ProtoWriter(ROWS * 16);
    for (int row = 0; row < ROWS; row++) {
      times.bytes(3, FeastValue.timestamp(time));
    }
    ProtoWriter out = new ProtoWriter(ROWS * COLUMNS * 24);
    ProtoWriter vector = new ProtoWriter(ROWS * 32);
    for (int column = 0; column < COLUMNS; column++) {
      vector.clear();
      for (int row = 0; row < ROWS; row++) {
        float value = row * column + 0.5f;
        vector.one(0x0a).one(5).one(0x35).fixed32(Float.floatToRawIntBits(value));
      }
      vector.one(0x12).varint(ROWS);
      for (int row = 0; row < ROWS; row++) {
        vector.one(1);
      }
      vector.raw(times);
      out.one(0x12).varint(vector.size()).raw(vector);
    }
    return out.toByteArray();
  }
}
