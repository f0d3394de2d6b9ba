/** Writes to topics on behalf of calls. */
@NullMarked
package io.moodstream.dashboard.topics;

import org.jspecify.annotations.NullMarked;
