/**
 * A synthetic world: users, items and what they do, from a seed, with the truth kept.
 *
 * <p>Start at {@link dev.slate.data.world.World}; {@link dev.slate.data.world.WorldSpec} says how
 * large it is. The truth is in {@link dev.slate.data.world.Tastes}, how people act on it in {@link
 * dev.slate.data.world.Behaviour}.
 */
@NullMarked
package dev.slate.data.world;

import org.jspecify.annotations.NullMarked;
