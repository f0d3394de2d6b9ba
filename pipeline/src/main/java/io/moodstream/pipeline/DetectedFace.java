package io.moodstream.pipeline;

/**
 * A face that the detector found in a frame.
 *
 * @param track the same number follows a face from frame to frame while its boxes overlap
 * @param quality 0 to 1: box width over 48 pixels, at most 1
 */
public record DetectedFace(long track, Box box, Pixels pixels, float quality) {}
