/** Faults of processes, disks, clocks and networks, and what became of the frames meanwhile. */
@NullMarked
package io.moodstream.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
