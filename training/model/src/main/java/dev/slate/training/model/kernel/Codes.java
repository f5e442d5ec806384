package dev.slate.training.model.kernel;

import java.util.stream.IntStream;

/**
 * Vectors as signed bytes, each with its own scale, a quarter of their size: {@code vector[i] ~
 * scales[row] * values[offset + row * stride + i]}, codes within [-127, 127], rows filled with
 * zeros. Inner products of codes are integers, so they are the same on every machine. Shares its
 * arrays.
 *
 * @param offset of the first row
 * @param stride multiple of {@link #STEP}
 * @param scales {@code [rows]}
 */
public record Codes(byte[] values, int offset, int stride, float[] scales) {
  /** Bytes of a cache line. */
  public static final int STEP = 64;

  static final int LARGEST = 127;

  /** Below it, quotients would overflow. */
  private static final float LEAST = 1e-30f;

  /** The header of an array; large arrays begin a page, so rows of 64 dimensions lie in a line. */
  private static final int HEADER = 16;

  /**
   * @param vectors {@code [? x d]}, finite
   * @param order vector by row
   */
  public static Codes of(float[] vectors, int d, int[] order) {
    int stride = (d + STEP - 1) / STEP * STEP;
    int offset = STEP - HEADER;
    byte[] values = new byte[Math.addExact(Math.multiplyExact(order.length, stride), offset)];
    float[] scales = new float[order.length];
    IntStream.range(0, order.length)
        .parallel()
        .forEach(
            row -> {
              int from = order[row] * d;
              float largest = largest(vectors, from, d);
              scales[row] = largest / LARGEST;
              for (int i = 0; i < d; i++) {
                values[offset + row * stride + i] = (byte) code(vectors[from + i], largest);
              }
            });
    return new Codes(values, offset, stride, scales);
  }

  /** Codes of a query {@code [stride]}; its products lack its scale, which changes no order. */
  public short[] encode(float[] x) {
    short[] out = new short[stride];
    float largest = largest(x, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      out[i] = (short) code(x[i], largest);
    }
    return out;
  }

  /** Of the amounts, or {@link #LEAST} where all are below it. */
  static float largest(float[] values, int from, int length) {
    float largest = LEAST;
    for (int i = from; i < from + length; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  /** Within half a step of {@code largest / 127} of the value. */
  static int code(float value, float largest) {
    return Math.round(value * (LARGEST / largest));
  }
}
