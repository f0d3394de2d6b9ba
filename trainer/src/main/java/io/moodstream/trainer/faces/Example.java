package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;

/**
 * A face and what it shows.
 *
 * @param name of its file or line, for messages and for joining other annotations: {@code
 *     "Training_3908.jpg"}
 */
public record Example(String name, Expression expression, Pixels pixels) {}
