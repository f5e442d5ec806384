package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;

class HnswlibIndexTest extends VectorIndexContract {
  @Override
  VectorIndex build(FloatMatrix vectors) {
    return HnswlibIndex.build(vectors, 100);
  }

  @Override
  double requiredRecall() {
    return 0.95;
  }
}
