/** What published models answer, for programs in other languages to compare with. */
@NullMarked
package dev.slate.bench.scores;

import org.jspecify.annotations.NullMarked;
