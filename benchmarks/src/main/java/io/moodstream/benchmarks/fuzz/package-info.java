/** Random records through everything that reads one. */
@NullMarked
package io.moodstream.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
