/** Fifth stage: the slate, relevant and diverse. */
@NullMarked
package dev.slate.serving.rerank;

import org.jspecify.annotations.NullMarked;
