/** Where states and rows are kept: interfaces, and an in-memory store for tests. */
@NullMarked
package dev.slate.featurestore.store;

import org.jspecify.annotations.NullMarked;
