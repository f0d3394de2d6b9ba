/** The trainer as a service: requests on Kafka, one after the other, to published models. */
@NullMarked
package io.moodstream.trainer.service;

import org.jspecify.annotations.NullMarked;
