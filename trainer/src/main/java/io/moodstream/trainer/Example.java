package io.moodstream.trainer;

import io.moodstream.pipeline.Expression;
import io.moodstream.pipeline.Pixels;

/**
 * A face and what it shows.
 *
 * @param name of its file or line, for messages and for joining other annotations: {@code
 *     "Training_3908.jpg"}
 */
public record Example(String name, Expression expression, Pixels pixels) {}
