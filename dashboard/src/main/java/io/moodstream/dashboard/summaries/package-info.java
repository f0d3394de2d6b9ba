/** Statistics of the past, of cameras and of groups, as JSON and csv. */
@NullMarked
package io.moodstream.dashboard.summaries;

import org.jspecify.annotations.NullMarked;
