/** The request path without a network. */
@NullMarked
package dev.slate.serving.pipeline;

import org.jspecify.annotations.NullMarked;
