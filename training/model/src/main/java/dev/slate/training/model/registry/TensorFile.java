package dev.slate.training.model.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads safetensors. Every length is checked against the bytes that are there before anything is
 * allocated, so damaged input is refused and never exhausts memory.
 */
public final class TensorFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_HEADER = 100_000_000;

  private final ByteBuffer data;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new HashMap<>();

  private record Tensor(String type, long[] shape, int begin, int end) {}

  private TensorFile(ByteBuffer data) {
    this.data = data;
  }

  /**
   * @throws FormatException naming the tensor or the place, and what was expected
   */
  public static TensorFile read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < Long.BYTES) {
      throw new FormatException(bytes.length + " bytes (expected: at least 8)");
    }
    long length = in.getLong();
    if (length < 2 || length > Math.min(MAX_HEADER, in.remaining())) {
      throw new FormatException(
          "header length: " + length + " (expected: 2 to " + in.remaining() + ")");
    }
    JsonNode header;
    try {
      header = JSON.readTree(bytes, Long.BYTES, (int) length);
    } catch (IOException e) {
      throw new FormatException("header is not JSON: " + e.getMessage(), e);
    }
    in.position(Long.BYTES + (int) length);
    TensorFile file = new TensorFile(in.slice().order(ByteOrder.LITTLE_ENDIAN));
    header.fields().forEachRemaining(field -> file.readEntry(field.getKey(), field.getValue()));
    file.requireFullCover();
    return file;
  }

  private void readEntry(String name, JsonNode entry) {
    if (name.equals("__metadata__")) {
      entry.fields().forEachRemaining(e -> metadata.put(e.getKey(), e.getValue().asText()));
      return;
    }
    JsonNode offsets = entry.path("data_offsets");
    long begin = offsets.path(0).asLong(-1);
    long end = offsets.path(1).asLong(-1);
    if (begin < 0 || end < begin || end > data.capacity()) {
      throw new FormatException(
          "%s: data_offsets %s (expected: within %d bytes)"
              .formatted(name, offsets, data.capacity()));
    }
    long[] shape = new long[entry.path("shape").size()];
    long values = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = entry.path("shape").get(i).asLong(-1);
      if (shape[i] < 0 || shape[i] > data.capacity()) {
        throw new FormatException(name + ": shape " + entry.path("shape"));
      }
      values = Math.min(values * shape[i], Integer.MAX_VALUE);
    }
    String type = entry.path("dtype").asText();
    if (values * widthOf(name, type) != end - begin) {
      throw new FormatException(
          "%s: %d bytes (expected: %s of shape %s)"
              .formatted(name, end - begin, type, entry.path("shape")));
    }
    tensors.put(name, new Tensor(type, shape, (int) begin, (int) end));
  }

  private static int widthOf(String name, String type) {
    return switch (type) {
      case "F64", "I64", "U64" -> 8;
      case "F32", "I32", "U32" -> 4;
      case "F16", "BF16", "I16", "U16" -> 2;
      case "I8", "U8", "BOOL" -> 1;
      default -> throw new FormatException(name + ": dtype " + type + " (expected: F32 or I32)");
    };
  }

  /** The format wants no holes and no overlaps. */
  private void requireFullCover() {
    int at = 0;
    for (Tensor tensor :
        tensors.values().stream().sorted((a, b) -> Integer.compare(a.begin, b.begin)).toList()) {
      if (tensor.begin != at) {
        throw new FormatException("data at byte " + at + " (expected: tensors back to back)");
      }
      at = tensor.end;
    }
    if (at != data.capacity()) {
      throw new FormatException((data.capacity() - at) + " bytes behind the last tensor");
    }
  }

  /** Free text, {@code "{}"}-like empty if there is none. */
  public Map<String, String> metadata() {
    return Map.copyOf(metadata);
  }

  /** A two-dimensional {@code F32} tensor. */
  public FloatMatrix matrix(String name) {
    long[] shape = require(name, "F32", 2).shape;
    return new FloatMatrix((int) shape[0], (int) shape[1], floatsOf(name));
  }

  /** A one-dimensional {@code F32} tensor. */
  public float[] floats(String name) {
    require(name, "F32", 1);
    return floatsOf(name);
  }

  /** A one-dimensional {@code I32} tensor. */
  public int[] ints(String name) {
    Tensor tensor = require(name, "I32", 1);
    int[] out = new int[(tensor.end - tensor.begin) / Integer.BYTES];
    slice(tensor).asIntBuffer().get(out);
    return out;
  }

  private float[] floatsOf(String name) {
    Tensor tensor = require(name, "F32", -1);
    float[] out = new float[(tensor.end - tensor.begin) / Float.BYTES];
    slice(tensor).asFloatBuffer().get(out);
    return out;
  }

  private ByteBuffer slice(Tensor tensor) {
    return data.slice(tensor.begin, tensor.end - tensor.begin).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Tensor require(String name, String type, int dimensions) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new FormatException(
          "tensor " + name + " is missing (there are: " + tensors.keySet() + ")");
    }
    if (!tensor.type.equals(type) || (dimensions >= 0 && tensor.shape.length != dimensions)) {
      throw new FormatException(
          "%s: %s with %d dimensions (expected: %s with %d)"
              .formatted(name, tensor.type, tensor.shape.length, type, dimensions));
    }
    return tensor;
  }
}
