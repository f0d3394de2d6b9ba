/** What crosses Kafka (topics, records, serdes) and how a stage lives (stage, streams, health). */
@NullMarked
package io.moodstream.pipeline;

import org.jspecify.annotations.NullMarked;
