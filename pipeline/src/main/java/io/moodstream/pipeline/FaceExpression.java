package io.moodstream.pipeline;

/** A face with what the model says of it. */
public record FaceExpression(long track, Box box, float quality, Probabilities probabilities) {}
