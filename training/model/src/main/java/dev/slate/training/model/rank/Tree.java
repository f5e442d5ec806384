package dev.slate.training.model.rank;

/**
 * One decision tree as trainers know it; node 0 is the root.
 *
 * @param feature of each node, -1 for a leaf
 * @param value threshold of a split (below goes left), or a leaf's margin
 * @param left child, read for splits only
 * @param right child, read for splits only
 * @param missingLeft whether a missing value goes left, read for splits only
 */
public record Tree(int[] feature, float[] value, int[] left, int[] right, boolean[] missingLeft) {}
