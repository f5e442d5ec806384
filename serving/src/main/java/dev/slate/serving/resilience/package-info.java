/**
 * What keeps answers quick when something that they need is slow or gone: {@link
 * dev.slate.serving.resilience.Breaker}s before Redis and Kafka, and an {@link
 * dev.slate.serving.resilience.AdaptiveLimit} on how many slates are made at once.
 */
@NullMarked
package dev.slate.serving.resilience;

import org.jspecify.annotations.NullMarked;
