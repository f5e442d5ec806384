@NullMarked
package dev.slate.training.spark.evaluate;

import org.jspecify.annotations.NullMarked;
