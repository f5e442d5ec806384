/** The HTTP API as a client sees it: {@link dev.slate.pipelines.local.api.Api}. */
@NullMarked
package dev.slate.pipelines.local.api;

import org.jspecify.annotations.NullMarked;
