/** Where serving's features come from, and the feature server inside it. */
@NullMarked
package dev.slate.serving.features;

import org.jspecify.annotations.NullMarked;
