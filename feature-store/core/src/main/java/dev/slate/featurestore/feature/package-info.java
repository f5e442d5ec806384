/**
 * The features: each class owns which state an event changes, how it folds, and the value at a
 * time.
 */
@NullMarked
package dev.slate.featurestore.feature;

import org.jspecify.annotations.NullMarked;
