/** Training requests, their progress, and the trainers that serve them. */
@NullMarked
package io.moodstream.pipeline.trainings;

import org.jspecify.annotations.NullMarked;
