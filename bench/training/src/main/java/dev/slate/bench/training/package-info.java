/**
 * Training beside its peers: {@link dev.slate.bench.training.AlsLoop} and {@link
 * dev.slate.bench.training.SparkAls} are driven by {@code bench/peers/implicit/compare.py}.
 */
@NullMarked
package dev.slate.bench.training;

import org.jspecify.annotations.NullMarked;
