/** Assignment against GrowthBook's own cases. */
@NullMarked
package dev.slate.serving.experiment;

import org.jspecify.annotations.NullMarked;
