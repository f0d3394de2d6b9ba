package io.moodstream.pipeline.frames;

import java.time.Instant;

/** A camera's picture at one moment, as a producer hands it to Kafka. */
public record Frame(CameraId camera, FrameId id, Instant capturedAt, Jpeg jpeg) {}
