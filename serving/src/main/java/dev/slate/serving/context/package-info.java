/**
 * What a request knows before it looks for items: who asks, what they did lately, variants, rung.
 */
@NullMarked
package dev.slate.serving.context;

import org.jspecify.annotations.NullMarked;
