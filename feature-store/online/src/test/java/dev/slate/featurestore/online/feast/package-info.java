@NullMarked
package dev.slate.featurestore.online.feast;

import org.jspecify.annotations.NullMarked;
