/** Compacted topics as memory: read from the beginning, then followed. */
@NullMarked
package dev.slate.serving.topic;

import org.jspecify.annotations.NullMarked;
