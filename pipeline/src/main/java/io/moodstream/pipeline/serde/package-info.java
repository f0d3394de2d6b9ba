/** How a value becomes the bytes of a record, and back. */
@NullMarked
package io.moodstream.pipeline.serde;

import org.jspecify.annotations.NullMarked;
