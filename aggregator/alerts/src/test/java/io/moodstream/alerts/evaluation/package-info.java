@NullMarked
package io.moodstream.alerts.evaluation;

import org.jspecify.annotations.NullMarked;
