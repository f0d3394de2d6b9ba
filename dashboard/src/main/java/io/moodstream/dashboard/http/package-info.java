/**
 * The web server: where it listens, its limits and errors, and what each call knows of its caller.
 */
@NullMarked
package io.moodstream.dashboard.http;

import org.jspecify.annotations.NullMarked;
