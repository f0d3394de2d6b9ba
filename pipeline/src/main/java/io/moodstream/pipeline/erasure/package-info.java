/** Removes what a camera has left on Kafka, and proves it with a receipt. */
@NullMarked
package io.moodstream.pipeline.erasure;

import org.jspecify.annotations.NullMarked;
