/**
 * Users who are given slates by the real API and react by their true tastes: {@link
 * dev.slate.pipelines.local.simulate.Players}.
 */
@NullMarked
package dev.slate.pipelines.local.simulate;

import org.jspecify.annotations.NullMarked;
