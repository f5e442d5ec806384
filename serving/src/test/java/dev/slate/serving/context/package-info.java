@NullMarked
package dev.slate.serving.context;

import org.jspecify.annotations.NullMarked;
