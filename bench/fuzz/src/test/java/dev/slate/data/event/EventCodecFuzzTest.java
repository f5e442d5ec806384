package dev.slate.data.event;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slate.bench.fuzz.Bounded;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes are an event or are refused by name; both parsers agree; what is read can be written.
 */
class EventCodecFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void decode(byte[] json) {
    Bounded.run(json, () -> check(json));
  }

  private static void check(byte[] json) {
    Event event = decoded(json);
    if (!Objects.equals(event, decodedByTheOther(json))) {
      throw new AssertionError("the plain parser and the general one differ");
    }
    if (event != null && !event.equals(decoded(EventCodec.encode(event)))) {
      throw new AssertionError("what was written reads as another event");
    }
  }

  private static @Nullable Event decoded(byte[] json) {
    try {
      return EventCodec.decode(json);
    } catch (InvalidRecordException e) {
      return null;
    }
  }

  private static @Nullable Event decodedByTheOther(byte[] json) {
    try {
      return EventCodec.decodeAny(json);
    } catch (InvalidRecordException e) {
      return null;
    }
  }
}
