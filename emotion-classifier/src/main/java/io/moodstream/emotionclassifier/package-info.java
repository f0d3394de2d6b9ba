/** Faces to expressions: the stage, its settings, and how it follows the published models. */
@NullMarked
package io.moodstream.emotionclassifier;

import org.jspecify.annotations.NullMarked;
