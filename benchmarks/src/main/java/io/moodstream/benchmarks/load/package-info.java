/** The load harness: the real system under offered load, beside loops without Kafka. */
@NullMarked
package io.moodstream.benchmarks.load;

import org.jspecify.annotations.NullMarked;
