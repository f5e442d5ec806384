@NullMarked
package dev.slate.training.spark.als;

import org.jspecify.annotations.NullMarked;
