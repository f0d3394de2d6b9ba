/** The live page and the API: what cameras show now, and what they showed before. */
@NullMarked
package io.moodstream.dashboard;

import org.jspecify.annotations.NullMarked;
