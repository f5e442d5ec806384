package dev.slate.training.model.kernel;

import java.util.stream.IntStream;

/**
 * Vectors as signed bytes, as {@link Codes}, laid out for a scan: blocks of {@link Kernel#BLOCK}
 * rows by dimension, so that no sum runs across lanes. Row {@code i} of a block lies at {@code 2 (i
 * mod 16) + i / 16} of each of its dimensions: sums of pairs of 16 bits then widen to rows that
 * stand next to each other. Shares its arrays.
 *
 * @param values {@code [blocks x dim x BLOCK]}, zeros behind the last row
 * @param dim even; one more than that of the vectors where theirs is odd
 * @param scales {@code [blocks x BLOCK]}
 * @param longest the greatest Euclidean norm of a row of codes
 */
public record BlockCodes(byte[] values, int dim, float[] scales, float longest) {
  private static final int BLOCK = Kernel.BLOCK;

  /** Half a step, and what rounding adds to it. */
  private static final double HALF = 0.501;

  /**
   * @param codes {@code [dim]}
   * @param step its scale
   * @param slack by how much a product of codes may miss the one that it stands for, in units of
   *     the two scales
   */
  public record Query(short[] codes, float step, float slack) {}

  /**
   * @param vectors {@code [n x d]}, finite
   */
  public static BlockCodes of(float[] vectors, int d) {
    int n = vectors.length / Math.max(1, d);
    int blocks = (n + BLOCK - 1) / BLOCK;
    int dim = d + d % 2;
    byte[] values = new byte[Math.multiplyExact(blocks * BLOCK, dim)];
    float[] scales = new float[blocks * BLOCK];
    double longest =
        IntStream.range(0, n)
            .parallel()
            .mapToDouble(
                row -> {
                  float largest = Codes.largest(vectors, row * d, d);
                  scales[row] = largest / Codes.LARGEST;
                  int at = row / BLOCK * BLOCK * dim + place(row % BLOCK);
                  long squares = 0;
                  for (int i = 0; i < d; i++) {
                    int code = Codes.code(vectors[row * d + i], largest);
                    values[at + i * BLOCK] = (byte) code;
                    squares += (long) code * code;
                  }
                  return Math.sqrt(squares);
                })
            .max()
            .orElse(0);
    return new BlockCodes(values, dim, scales, (float) longest);
  }

  /** How many there are. */
  public int blocks() {
    return scales.length / BLOCK;
  }

  private static int place(int row) {
    return 2 * (row % (BLOCK / 2)) + row / (BLOCK / 2);
  }

  /**
   * A query's codes. The slack is proven: with codes {@code c}, {@code k} and what they miss {@code
   * r}, {@code e} (in steps), the product is {@code c k + c e + r (k + e)}; {@code |c e|} is at
   * most the two norms multiplied, {@code |r|} at most a half. What floats round comes on top.
   *
   * @param x {@code [d]}, finite
   */
  public Query encode(float[] x) {
    short[] codes = new short[dim];
    float largest = Codes.largest(x, 0, x.length);
    float step = largest / Codes.LARGEST;
    double sum = 0;
    double missed = 0;
    for (int i = 0; i < x.length; i++) {
      codes[i] = (short) Codes.code(x[i], largest);
      sum += Math.abs((double) x[i]) / step;
      missed += Math.pow((double) x[i] / step - codes[i], 2);
    }
    double rounded = Math.scalb(dim + 128.0, -25) * Codes.LARGEST * Codes.LARGEST * dim;
    return new Query(codes, step, (float) (HALF * sum + longest * Math.sqrt(missed) + rounded));
  }
}
