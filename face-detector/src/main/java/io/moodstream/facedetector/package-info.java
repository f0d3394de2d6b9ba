/** Frames to faces: boxes, short-lived tracks and 48 x 48 gray crops. */
@NullMarked
package io.moodstream.facedetector;

import org.jspecify.annotations.NullMarked;
