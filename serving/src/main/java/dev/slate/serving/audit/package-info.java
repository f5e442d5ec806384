/** What the newest audit of served vectors found. */
@NullMarked
package dev.slate.serving.audit;

import org.jspecify.annotations.NullMarked;
