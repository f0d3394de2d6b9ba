/** The parts of a drawn head: its features, muscles, shape and pose. */
@NullMarked
package io.moodstream.cameraproducer.scene.face;

import org.jspecify.annotations.NullMarked;
