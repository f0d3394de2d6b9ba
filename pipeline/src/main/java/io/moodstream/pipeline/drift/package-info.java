/** How far the faces of a camera have moved from its reference. */
@NullMarked
package io.moodstream.pipeline.drift;

import org.jspecify.annotations.NullMarked;
