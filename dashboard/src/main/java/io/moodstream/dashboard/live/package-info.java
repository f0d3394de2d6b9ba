/** What the topics hold now, and the events that pages follow. */
@NullMarked
package io.moodstream.dashboard.live;

import org.jspecify.annotations.NullMarked;
