/** The life of a stage: start, health, dead letters, shutdown. */
@NullMarked
package io.moodstream.pipeline.stage;

import org.jspecify.annotations.NullMarked;
