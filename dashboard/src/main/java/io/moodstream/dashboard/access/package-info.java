/** Sign-in, sessions, and which call a caller may make. */
@NullMarked
package io.moodstream.dashboard.access;

import org.jspecify.annotations.NullMarked;
