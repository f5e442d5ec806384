/** Items and users as the catalogue knows them: facts, not behaviour. */
@NullMarked
package dev.slate.data.catalog;

import org.jspecify.annotations.NullMarked;
