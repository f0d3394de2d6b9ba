/** The trainers, and the trainings that they are asked for. */
@NullMarked
package io.moodstream.dashboard.trainings;

import org.jspecify.annotations.NullMarked;
