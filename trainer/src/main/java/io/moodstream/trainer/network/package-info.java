/** The networks: their layers and weights, how each is trained, and the graph that is served. */
@NullMarked
package io.moodstream.trainer.network;

import org.jspecify.annotations.NullMarked;
