/** What every process needs: its end, temporary files, native libraries, a heartbeat. */
@NullMarked
package io.moodstream.pipeline.process;

import org.jspecify.annotations.NullMarked;
