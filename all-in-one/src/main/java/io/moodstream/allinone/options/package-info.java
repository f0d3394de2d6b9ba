/** Options that several commands share, and the settings that they stand for. */
@NullMarked
package io.moodstream.allinone.options;

import org.jspecify.annotations.NullMarked;
