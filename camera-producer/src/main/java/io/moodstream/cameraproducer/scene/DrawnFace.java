package io.moodstream.cameraproducer.scene;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Expression;

/**
 * What a scene shows, as its maker knows it.
 *
 * @param box about what a face finder marks: from the brows to the chin, ears excluded
 * @param expression the one shown, or on its way
 * @param settled false while one expression changes into the next
 */
public record DrawnFace(Box box, Expression expression, boolean settled) {}
