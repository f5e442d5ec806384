@NullMarked
package dev.slate.training.spark;

import org.jspecify.annotations.NullMarked;
