/**
 * The HTTP API: routes, requests, answers and problems; start at {@link
 * dev.slate.serving.http.ApiRoutes}.
 */
@NullMarked
package dev.slate.serving.http;

import org.jspecify.annotations.NullMarked;
