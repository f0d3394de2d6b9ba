/** What speed claims rest on. Compare figures of one run only: machines are noisy. */
@NullMarked
package io.moodstream.benchmarks;

import org.jspecify.annotations.NullMarked;
