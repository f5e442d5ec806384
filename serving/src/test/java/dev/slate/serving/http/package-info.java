@NullMarked
package dev.slate.serving.http;

import org.jspecify.annotations.NullMarked;
