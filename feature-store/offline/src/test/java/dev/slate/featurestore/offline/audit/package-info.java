@NullMarked
package dev.slate.featurestore.offline.audit;

import org.jspecify.annotations.NullMarked;
