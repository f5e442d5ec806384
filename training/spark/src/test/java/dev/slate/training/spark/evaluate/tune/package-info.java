@NullMarked
package dev.slate.training.spark.evaluate.tune;

import org.jspecify.annotations.NullMarked;
