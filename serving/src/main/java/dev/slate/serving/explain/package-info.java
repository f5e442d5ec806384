/** Why a slate is what it is, and what it would be otherwise: traces, why not, replays. */
@NullMarked
package dev.slate.serving.explain;

import org.jspecify.annotations.NullMarked;
