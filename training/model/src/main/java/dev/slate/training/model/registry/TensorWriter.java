package dev.slate.training.model.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.training.model.FloatMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes safetensors: header length (u64, little-endian), a JSON header padded with spaces to 8
 * bytes, then the tensors back to back in the order they were added. Same input, same bytes. See
 * https://github.com/huggingface/safetensors.
 */
public final class TensorWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALIGNMENT = 8;

  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<ByteBuffer> parts = new ArrayList<>();
  private long size;

  /** Free text under {@code __metadata__}. */
  public TensorWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** A tensor {@code F32 [rows, columns]}. */
  public TensorWriter add(String name, FloatMatrix matrix) {
    return add(name, matrix.values(), matrix.rows(), matrix.columns());
  }

  /** A tensor {@code F32} of any shape. */
  public TensorWriter add(String name, float[] values, int... shape) {
    ByteBuffer bytes = allocate(values.length);
    bytes.asFloatBuffer().put(values);
    return add(name, "F32", shape, bytes);
  }

  /** A tensor {@code I32} of any shape. */
  public TensorWriter add(String name, int[] values, int... shape) {
    ByteBuffer bytes = allocate(values.length);
    bytes.asIntBuffer().put(values);
    return add(name, "I32", shape, bytes);
  }

  private static ByteBuffer allocate(int values) {
    return ByteBuffer.allocate(Math.multiplyExact(values, Float.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private TensorWriter add(String name, String type, int[] shape, ByteBuffer bytes) {
    if (Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b) * 4 != bytes.capacity()) {
      throw new IllegalArgumentException(
          name
              + ": "
              + bytes.capacity()
              + " bytes (expected: shape "
              + Arrays.toString(shape)
              + ")");
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("dtype", type);
    entry.put("shape", shape);
    entry.put("data_offsets", new long[] {size, size + bytes.capacity()});
    if (header.put(name, entry) != null) {
      throw new IllegalArgumentException("tensor " + name + " was added twice");
    }
    parts.add(bytes);
    size += bytes.capacity();
    return this;
  }

  /** The whole file. */
  public byte[] toBytes() {
    Map<String, Object> whole = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      whole.put("__metadata__", metadata);
    }
    whole.putAll(header);
    byte[] json;
    try {
      json = JSON.writeValueAsString(whole).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of strings and numbers are JSON", e);
    }
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(Long.BYTES + padded + size))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(padded)
            .put(json);
    while (out.position() < Long.BYTES + padded) {
      out.put((byte) ' ');
    }
    parts.forEach(part -> out.put(part.duplicate()));
    return out.array();
  }
}
