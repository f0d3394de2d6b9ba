/** The cameras that a machine is to run: those of its file, and those of the API. */
@NullMarked
package io.moodstream.cameraproducer.wanted;

import org.jspecify.annotations.NullMarked;
