@NullMarked
package dev.slate.training.spark.tower;

import org.jspecify.annotations.NullMarked;
