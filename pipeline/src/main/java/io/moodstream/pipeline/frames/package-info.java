/**
 * A frame and what is found in it: the records of {@code frames}, {@code faces} and {@code
 * expressions}.
 */
@NullMarked
package io.moodstream.pipeline.frames;

import org.jspecify.annotations.NullMarked;
