/** Every stage on one machine: the embedded broker and the command line. */
@NullMarked
package io.moodstream.allinone;

import org.jspecify.annotations.NullMarked;
