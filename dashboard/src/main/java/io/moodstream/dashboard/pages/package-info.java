/** The pages and the files that they load, from the class path. */
@NullMarked
package io.moodstream.dashboard.pages;

import org.jspecify.annotations.NullMarked;
