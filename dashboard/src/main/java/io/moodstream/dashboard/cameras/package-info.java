/** The cameras that are known, their state and pictures; browsers that are cameras. */
@NullMarked
package io.moodstream.dashboard.cameras;

import org.jspecify.annotations.NullMarked;
