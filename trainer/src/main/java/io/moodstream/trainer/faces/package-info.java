/** Labelled faces: reading, joining annotations, splitting, resizing and augmenting them. */
@NullMarked
package io.moodstream.trainer.faces;

import org.jspecify.annotations.NullMarked;
