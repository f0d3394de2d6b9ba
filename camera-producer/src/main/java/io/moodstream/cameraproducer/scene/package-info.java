/** A drawn room with people whose expressions change: the demonstration without a camera. */
@NullMarked
package io.moodstream.cameraproducer.scene;

import org.jspecify.annotations.NullMarked;
