/**
 * The whole system under load: a broker, Redis, the stream job and serving as its own process, over
 * a world of a stated size. Start at {@link dev.slate.bench.system.SystemMain}.
 */
@NullMarked
package dev.slate.bench.system;

import org.jspecify.annotations.NullMarked;
