/** Where frames come from: webcams, video files, network streams, folders, synthetic scenes. */
@NullMarked
package io.moodstream.cameraproducer.source;

import org.jspecify.annotations.NullMarked;
