/** What a run is, the ledger that remembers it, and the topic that tells of it. */
@NullMarked
package dev.slate.pipelines.nightly.run;

import org.jspecify.annotations.NullMarked;
