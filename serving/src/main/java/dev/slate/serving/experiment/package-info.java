/** Who gets which variant, and what a variant changes; hashing as GrowthBook's SDKs do it. */
@NullMarked
package dev.slate.serving.experiment;

import org.jspecify.annotations.NullMarked;
