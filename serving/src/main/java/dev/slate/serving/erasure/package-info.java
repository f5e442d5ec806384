/**
 * Erasing users: what is deleted at once, and what is still where.
 *
 * <p>Start at {@link dev.slate.serving.erasure.UserErasure}.
 */
@NullMarked
package dev.slate.serving.erasure;

import org.jspecify.annotations.NullMarked;
