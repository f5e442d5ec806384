/**
 * The directory of one installation and what is known of it: {@link
 * dev.slate.pipelines.local.home.SlateHome}, {@link dev.slate.pipelines.local.home.Status}.
 */
@NullMarked
package dev.slate.pipelines.local.home;

import org.jspecify.annotations.NullMarked;
