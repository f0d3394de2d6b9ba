package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.HeadPose;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Expression;

/**
 * The truth about one face of a drawn scene.
 *
 * @param person number of the person in the scene, from 0
 * @param box about what a face finder marks: from the brows to the chin, ears excluded
 * @param expression the one shown, or on its way
 * @param settled false while one expression changes into the next
 * @param visible share of the box that is inside the picture and not covered by a nearer person
 */
public record DrawnFace(
    int person, Box box, Expression expression, boolean settled, HeadPose pose, double visible) {
  DrawnFace withVisible(double share) {
    return new DrawnFace(person, box, expression, settled, pose, share);
  }
}
