/**
 * A frame and what is found in it: the records of {@code frames}, {@code faces}, {@code
 * expressions} and {@code cameras}.
 */
@NullMarked
package io.moodstream.pipeline.frames;

import org.jspecify.annotations.NullMarked;
