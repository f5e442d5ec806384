/** Third stage: the feature vector of every candidate. */
@NullMarked
package dev.slate.serving.hydrate;

import org.jspecify.annotations.NullMarked;
