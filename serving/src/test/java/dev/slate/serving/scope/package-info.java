@NullMarked
package dev.slate.serving.scope;

import org.jspecify.annotations.NullMarked;
