/** A model: its bundle, the check of its graph, its preprocessing and its predictions. */
@NullMarked
package io.moodstream.emotionclassifier.model;

import org.jspecify.annotations.NullMarked;
