@NullMarked
package dev.slate.bench.audit;

import org.jspecify.annotations.NullMarked;
