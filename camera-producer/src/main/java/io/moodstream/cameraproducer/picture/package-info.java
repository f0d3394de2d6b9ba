/** A decoded frame as the picture that its container demands, and its JPEG. */
@NullMarked
package io.moodstream.cameraproducer.picture;

import org.jspecify.annotations.NullMarked;
