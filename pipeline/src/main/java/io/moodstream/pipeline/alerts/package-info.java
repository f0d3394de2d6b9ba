/** Alert rules, the alerts that they raise, and how both cross Kafka. */
@NullMarked
package io.moodstream.pipeline.alerts;

import org.jspecify.annotations.NullMarked;
