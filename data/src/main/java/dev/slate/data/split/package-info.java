/**
 * Who chose what and when as compact arrays, and the ways to cut it into train and test.
 *
 * <p>Start at {@link dev.slate.data.split.Interactions}; {@link dev.slate.data.split.Split} has the
 * cuts. The protocols and what others reach with them are in the README's evaluation section.
 */
@NullMarked
package dev.slate.data.split;

import org.jspecify.annotations.NullMarked;
