/** Windowed statistics of a camera, and how they are queried. */
@NullMarked
package io.moodstream.pipeline.summaries;

import org.jspecify.annotations.NullMarked;
