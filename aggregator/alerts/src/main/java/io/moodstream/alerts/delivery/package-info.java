/** Sends alerts to other systems. */
@NullMarked
package io.moodstream.alerts.delivery;

import org.jspecify.annotations.NullMarked;
