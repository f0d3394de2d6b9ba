package io.moodstream.pipeline.frames;

import java.time.Instant;

/**
 * The frame that faces and expressions belong to.
 *
 * @param capturedAt event time: the camera's clock, or the append time where that clock is off by
 *     more than 2 s
 * @param appendedAt the broker's append time of the frame, from which its age is counted
 * @param width pixels; 0 for a skipped frame, which was never decoded
 * @param height pixels; 0 for a skipped frame
 */
public record FrameInfo(
    CameraId camera,
    FrameId id,
    Instant capturedAt,
    Instant appendedAt,
    int width,
    int height,
    Outcome outcome) {}
