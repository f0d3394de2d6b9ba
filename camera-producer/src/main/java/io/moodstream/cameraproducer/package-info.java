/** Consumes a source of pictures, encodes them and produces {@code frames} and {@code cameras}. */
@NullMarked
package io.moodstream.cameraproducer;

import org.jspecify.annotations.NullMarked;
