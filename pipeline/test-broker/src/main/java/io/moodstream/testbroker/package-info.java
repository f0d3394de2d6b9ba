/** For tests only: a real broker in this process or in one of its own, and processes to kill. */
@NullMarked
package io.moodstream.testbroker;

import org.jspecify.annotations.NullMarked;
