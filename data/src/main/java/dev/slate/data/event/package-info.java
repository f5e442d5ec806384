/**
 * What people do with items, and the one JSON form of it.
 *
 * <p>Start at {@link dev.slate.data.event.Event} for the kinds, and at {@link
 * dev.slate.data.event.EventCodec} for the wire form that HTTP, Kafka and files share.
 */
@NullMarked
package dev.slate.data.event;

import org.jspecify.annotations.NullMarked;
