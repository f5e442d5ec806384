/**
 * Public data sets by name: where they are, under which terms, and how to get them safely.
 *
 * <p>Start at {@link dev.slate.data.fetch.DatasetFetcher}; {@link
 * dev.slate.data.fetch.PublicDataset} lists what is known.
 */
@NullMarked
package dev.slate.data.fetch;

import org.jspecify.annotations.NullMarked;
