/** The published models on Kafka: versions, aliases, audit, and how they change. */
@NullMarked
package io.moodstream.emotionclassifier.registry;

import org.jspecify.annotations.NullMarked;
