/**
 * Cameras as they are wanted, in files, in the API and on Kafka, and their states: the records of
 * {@code camera-configs} and {@code cameras}.
 */
@NullMarked
package io.moodstream.pipeline.cameras;

import org.jspecify.annotations.NullMarked;
