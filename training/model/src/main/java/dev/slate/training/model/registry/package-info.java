/** Published models on disk: written once, checked on every load. */
@NullMarked
package dev.slate.training.model.registry;

import org.jspecify.annotations.NullMarked;
