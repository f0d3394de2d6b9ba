/** The aggregator and the dashboard alone, under records of as many cameras as one likes. */
@NullMarked
package io.moodstream.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
