@NullMarked
package dev.slate.training.spark.rank;

import org.jspecify.annotations.NullMarked;
