/** What serving ranked with, in the form in which it is logged to be computed again offline. */
@NullMarked
package dev.slate.featurestore.audit;

import org.jspecify.annotations.NullMarked;
