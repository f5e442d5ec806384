/**
 * The one configuration file, read once into one validated record: {@link
 * dev.slate.data.config.SlateConfig}.
 */
@NullMarked
package dev.slate.data.config;

import org.jspecify.annotations.NullMarked;
