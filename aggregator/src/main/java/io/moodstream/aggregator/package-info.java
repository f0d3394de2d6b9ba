/** Expressions to summaries: windows, roll-ups and queries. */
@NullMarked
package io.moodstream.aggregator;

import org.jspecify.annotations.NullMarked;
