@NullMarked
package io.moodstream.facedetector;

import org.jspecify.annotations.NullMarked;
