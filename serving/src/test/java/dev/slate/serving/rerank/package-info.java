@NullMarked
package dev.slate.serving.rerank;

import org.jspecify.annotations.NullMarked;
