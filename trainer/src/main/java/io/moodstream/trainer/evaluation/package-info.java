/** How good a model is: accuracy, calibration, robustness, and the pictures of them. */
@NullMarked
package io.moodstream.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
