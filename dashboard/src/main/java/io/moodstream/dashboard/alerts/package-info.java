/** The rules of alerts, and the alerts that they have raised. */
@NullMarked
package io.moodstream.dashboard.alerts;

import org.jspecify.annotations.NullMarked;
