/** What a network's graph is, and what it takes to run it, found out before anything runs. */
@NullMarked
package io.moodstream.emotionclassifier.graph;

import org.jspecify.annotations.NullMarked;
