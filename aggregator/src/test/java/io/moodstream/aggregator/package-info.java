@NullMarked
package io.moodstream.aggregator;

import org.jspecify.annotations.NullMarked;
