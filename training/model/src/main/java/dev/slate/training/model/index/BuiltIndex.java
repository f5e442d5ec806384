package dev.slate.training.model.index;

/** An index and why it is the one. */
public record BuiltIndex(VectorIndex index, IndexChoice choice) {}
