@NullMarked
package dev.slate.serving.catalog;

import org.jspecify.annotations.NullMarked;
