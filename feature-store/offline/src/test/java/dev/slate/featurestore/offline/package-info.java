@NullMarked
package dev.slate.featurestore.offline;

import org.jspecify.annotations.NullMarked;
