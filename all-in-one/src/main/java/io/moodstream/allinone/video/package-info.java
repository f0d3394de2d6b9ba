/** The analysis of a video or a picture without Kafka. */
@NullMarked
package io.moodstream.allinone.video;

import org.jspecify.annotations.NullMarked;
