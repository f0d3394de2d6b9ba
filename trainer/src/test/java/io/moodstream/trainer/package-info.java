/** Tests of training on drawn faces. */
@NullMarked
package io.moodstream.trainer;

import org.jspecify.annotations.NullMarked;
