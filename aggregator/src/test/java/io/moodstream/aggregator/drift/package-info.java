@NullMarked
package io.moodstream.aggregator.drift;

import org.jspecify.annotations.NullMarked;
