/** Plots of measurements. */
@NullMarked
package io.moodstream.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
