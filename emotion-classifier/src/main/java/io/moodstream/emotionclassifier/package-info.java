/** Faces to expressions: a model and its preprocessing, and the stage that judges with it. */
@NullMarked
package io.moodstream.emotionclassifier;

import org.jspecify.annotations.NullMarked;
