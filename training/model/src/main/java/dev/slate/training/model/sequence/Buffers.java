package dev.slate.training.model.sequence;

/** Scratch space that grows and is used again. */
final class Buffers {
  private Buffers() {}

  /** The same array if it is long enough, else a longer one with nothing of its contents. */
  static float[] atLeast(float[] buffer, int length) {
    return buffer.length >= length ? buffer : new float[length + length / 4];
  }
}
