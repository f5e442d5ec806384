/**
 * Who may do what: keys with a role, kept as hashes in a file, and how often each may ask; start at
 * {@link dev.slate.data.access.KeyRing}.
 */
@NullMarked
package dev.slate.data.access;

import org.jspecify.annotations.NullMarked;
