/** What a window counts, and how it is kept in a store. */
@NullMarked
package io.moodstream.aggregator.tally;

import org.jspecify.annotations.NullMarked;
