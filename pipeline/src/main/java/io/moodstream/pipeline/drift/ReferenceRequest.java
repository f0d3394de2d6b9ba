package io.moodstream.pipeline.drift;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;

/**
 * The wish that the reference of a camera begins anew.
 *
 * @param from faces before are not part of the reference
 * @param by who wants it
 */
public record ReferenceRequest(CameraId camera, Instant from, String by) {}
