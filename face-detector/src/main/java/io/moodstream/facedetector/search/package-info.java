/** Where faces are looked for in a picture, at which scale and when. */
@NullMarked
package io.moodstream.facedetector.search;

import org.jspecify.annotations.NullMarked;
