/** Fourth stage: the order by relevance. */
@NullMarked
package dev.slate.serving.rank;

import org.jspecify.annotations.NullMarked;
