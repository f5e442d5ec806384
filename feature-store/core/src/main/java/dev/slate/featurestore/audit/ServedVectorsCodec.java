package dev.slate.featurestore.audit;

import dev.slate.featurestore.audit.ServedVectors.Candidate;
import dev.slate.featurestore.audit.ServedVectors.User;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.ByteWriter;
import dev.slate.featurestore.state.StateFormatException;
import dev.slate.featurestore.store.StateVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of {@link ServedVectors}: format 2, then the fields in their order; format 1 had no
 * attributes. Categories and attributes, a name and a value each, are numbered in the order of
 * their first appearance. Vectors go column by column, a column whose floats all have the same bits
 * as one float: the user's part costs its size once, whatever the number of candidates.
 */
public final class ServedVectorsCodec {
  private static final int FORMAT = 2;
  private static final int WITHOUT_ATTRIBUTES = 1;
  private static final int SAME = 0;
  private static final int EACH = 1;

  private ServedVectorsCodec() {}

  public static byte[] encode(ServedVectors served) {
    ByteWriter out = new ByteWriter();
    out.writeByte(FORMAT);
    out.writeString(served.requestId());
    out.writeLong(served.nowMs());
    out.writeString(served.model());
    out.writeString(served.fingerprint());
    out.writeDouble(served.minRating());
    out.writeString(served.user().id());
    out.writeUnsigned(served.user().partition());
    out.writeLong(served.user().offset());
    out.writeLong(served.user().rowMs());
    Names names = new Names();
    out.writeUnsigned(served.history().size());
    new TreeMap<>(served.history())
        .forEach(
            (itemId, categories) -> {
              out.writeString(itemId);
              names.write(out, categories);
            });
    out.writeUnsigned(served.candidates().size());
    served.candidates().forEach(candidate -> write(out, names, candidate));
    writeVectors(out, served);
    return out.toByteArray();
  }

  private static void write(ByteWriter out, Names names, Candidate candidate) {
    StateVersion version = candidate.version();
    out.writeString(candidate.itemId());
    out.writeByte(version != null ? 2 : candidate.stateKnown() ? 1 : 0);
    if (version != null) {
      version.write(out);
    }
    out.writeLong(candidate.rowMs());
    out.writeLong(candidate.createdMs());
    names.write(out, candidate.categories());
    List<String> attributes = new ArrayList<>();
    new TreeMap<>(candidate.attributes())
        .forEach(
            (name, value) -> {
              attributes.add(name);
              attributes.add(value);
            });
    names.write(out, attributes);
  }

  private static void writeVectors(ByteWriter out, ServedVectors served) {
    int rows = served.candidates().size();
    int width = served.width();
    float[] vectors = served.vectors();
    out.writeUnsigned(width);
    for (int column = 0; column < width; column++) {
      int first = Float.floatToRawIntBits(vectors[column]);
      boolean same = true;
      for (int row = 1; row < rows && same; row++) {
        same = Float.floatToRawIntBits(vectors[row * width + column]) == first;
      }
      out.writeByte(same ? SAME : EACH);
      for (int row = 0; row < (same ? 1 : rows); row++) {
        out.writeFixed32(Float.floatToRawIntBits(vectors[row * width + column]));
      }
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws StateFormatException if the bytes are none
   */
  public static ServedVectors decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int format = in.readByte();
    if (format != FORMAT && format != WITHOUT_ATTRIBUTES) {
      throw new StateFormatException(
          "served vectors: format " + format + " (expected: at most " + FORMAT + ")");
    }
    String requestId = in.readString();
    long nowMs = in.readLong();
    String model = in.readString();
    String fingerprint = in.readString();
    double minRating = in.readDouble();
    User user = new User(in.readString(), (int) in.readUnsigned(), in.readLong(), in.readLong());
    Names names = new Names();
    Map<String, List<String>> history = new HashMap<>();
    for (int left = in.readCount(2); left > 0; left--) {
      history.put(in.readString(), names.read(in));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int left = in.readCount(4); left > 0; left--) {
      candidates.add(candidate(in, names, format));
    }
    float[] vectors = vectors(in, candidates.size());
    in.requireEnd();
    return new ServedVectors(
        requestId, nowMs, model, fingerprint, minRating, user, history, candidates, vectors);
  }

  private static Candidate candidate(ByteReader in, Names names, int format) {
    String itemId = in.readString();
    int state = in.readByte();
    StateVersion version = state == 2 ? StateVersion.read(in) : null;
    return new Candidate(
        itemId,
        version,
        state > 0,
        in.readLong(),
        in.readLong(),
        names.read(in),
        format == WITHOUT_ATTRIBUTES ? Map.of() : attributes(names.read(in)));
  }

  private static Map<String, String> attributes(List<String> namesAndValues) {
    if (namesAndValues.size() % 2 != 0) {
      throw new StateFormatException("attributes: a name without a value");
    }
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      attributes.put(namesAndValues.get(i), namesAndValues.get(i + 1));
    }
    return attributes;
  }

  private static float[] vectors(ByteReader in, int rows) {
    int width = in.readCount(1 + Float.BYTES);
    float[] vectors = new float[rows * width];
    for (int column = 0; column < width; column++) {
      boolean same = in.readByte() == SAME;
      int bits = 0;
      for (int row = 0; row < rows; row++) {
        bits = row == 0 || !same ? in.readFixed32() : bits;
        vectors[row * width + column] = Float.intBitsToFloat(bits);
      }
    }
    return vectors;
  }

  /** Words, each spelt out once. */
  private static final class Names {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    void write(ByteWriter out, List<String> words) {
      out.writeUnsigned(words.size());
      for (String word : words) {
        @Nullable Integer number = numbers.putIfAbsent(word, numbers.size());
        out.writeUnsigned(number == null ? numbers.size() - 1 : number);
        if (number == null) {
          out.writeString(word);
        }
      }
    }

    List<String> read(ByteReader in) {
      List<String> words = new ArrayList<>();
      for (int left = in.readCount(1); left > 0; left--) {
        long number = in.readUnsigned();
        if (number == names.size()) {
          names.add(in.readString());
        } else if (number > names.size()) {
          throw new StateFormatException("word " + number + " was not spelt out");
        }
        words.add(names.get((int) number));
      }
      return words;
    }
  }
}
