@NullMarked
package dev.slate.featurestore.server;

import org.jspecify.annotations.NullMarked;
