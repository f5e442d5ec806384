/** What of the log counts as an event, for the stream and the lake alike. */
@NullMarked
package dev.slate.featurestore.admission;

import org.jspecify.annotations.NullMarked;
