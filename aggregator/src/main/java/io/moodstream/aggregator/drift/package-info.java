/** Keeps histograms of each camera's faces and compares them with its reference. */
@NullMarked
package io.moodstream.aggregator.drift;

import org.jspecify.annotations.NullMarked;
