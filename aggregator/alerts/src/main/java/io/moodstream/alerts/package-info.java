/** Summaries to alerts, and their delivery. */
@NullMarked
package io.moodstream.alerts;

import org.jspecify.annotations.NullMarked;
