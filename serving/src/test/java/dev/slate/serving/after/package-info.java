@NullMarked
package dev.slate.serving.after;

import org.jspecify.annotations.NullMarked;
