/** How old the newest value of every view is: now minus event time, never the time a job ended. */
@NullMarked
package dev.slate.serving.freshness;

import org.jspecify.annotations.NullMarked;
