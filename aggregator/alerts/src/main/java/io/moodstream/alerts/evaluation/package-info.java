/** Decides by the rules when alerts start and end. */
@NullMarked
package io.moodstream.alerts.evaluation;

import org.jspecify.annotations.NullMarked;
