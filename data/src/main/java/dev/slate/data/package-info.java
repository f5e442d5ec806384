/** The data room: events, items, users, their readers, the synthetic world, configuration. */
@NullMarked
package dev.slate.data;

import org.jspecify.annotations.NullMarked;
