/** The dashboard in a real Chromium: {@link dev.slate.serving.dashboard.DashboardTest} first. */
@NullMarked
package dev.slate.serving.dashboard;

import org.jspecify.annotations.NullMarked;
