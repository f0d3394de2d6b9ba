@NullMarked
package io.moodstream.alerts.delivery;

import org.jspecify.annotations.NullMarked;
