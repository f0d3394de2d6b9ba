package io.moodstream.facedetector;

/**
 * A face in one of a camera's successive frames.
 *
 * @param track the same number follows a face from frame to frame
 */
public record FollowedFace(long track, FoundFace face) {}
