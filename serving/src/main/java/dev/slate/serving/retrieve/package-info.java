/** First stage: candidates from several sources, each of which may fail alone. */
@NullMarked
package dev.slate.serving.retrieve;

import org.jspecify.annotations.NullMarked;
