/** The model that serves: followed in the registry, checked, warmed up, swapped whole. */
@NullMarked
package dev.slate.serving.model;

import org.jspecify.annotations.NullMarked;
