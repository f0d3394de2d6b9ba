/** Every topic with its key, value and settings, and the connection to the cluster. */
@NullMarked
package io.moodstream.pipeline.kafka;

import org.jspecify.annotations.NullMarked;
