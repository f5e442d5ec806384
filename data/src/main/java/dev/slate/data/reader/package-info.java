/**
 * Data sets from files: MovieLens in its three layouts, Slate's own, and any delimited file by a
 * mapping of its columns; adjacency lists and NCF's files, which are train and test.
 *
 * <p>Start at {@link dev.slate.data.reader.DatasetReader}; {@link
 * dev.slate.data.reader.ColumnMapping} describes a file of your own, and {@link
 * dev.slate.data.reader.BadRows} says what becomes of rows that cannot be used.
 */
@NullMarked
package dev.slate.data.reader;

import org.jspecify.annotations.NullMarked;
