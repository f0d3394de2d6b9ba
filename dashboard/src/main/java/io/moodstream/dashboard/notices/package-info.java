/** Notices for people in view of a camera: who analyses what, why, for how long. */
@NullMarked
package io.moodstream.dashboard.notices;

import org.jspecify.annotations.NullMarked;
