/** Erasures of cameras, asked for over HTTP. */
@NullMarked
package io.moodstream.dashboard.erasures;

import org.jspecify.annotations.NullMarked;
