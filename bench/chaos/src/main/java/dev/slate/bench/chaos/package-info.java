/**
 * What requests feel while something breaks: a whole Slate on one machine, with serving, Kafka and
 * Redis as processes of their own, a steady open load, and one fault after the other.
 *
 * <p>Start at {@link dev.slate.bench.chaos.ChaosMain}; {@link dev.slate.bench.chaos.Fault} lists
 * what breaks.
 */
@NullMarked
package dev.slate.bench.chaos;

import org.jspecify.annotations.NullMarked;
