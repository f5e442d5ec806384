/** Tests of the model that serves: what scopes admit of it, and items that are newer. */
@NullMarked
package dev.slate.serving.model;

import org.jspecify.annotations.NullMarked;
