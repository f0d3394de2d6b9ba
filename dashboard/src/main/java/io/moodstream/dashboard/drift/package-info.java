/** How far the faces of cameras have moved from their references. */
@NullMarked
package io.moodstream.dashboard.drift;

import org.jspecify.annotations.NullMarked;
