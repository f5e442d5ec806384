@NullMarked
package dev.slate.featurestore.remote;

import org.jspecify.annotations.NullMarked;
