/** FER-2013 to a network: read, trained, evaluated and packaged. */
@NullMarked
package io.moodstream.trainer;

import org.jspecify.annotations.NullMarked;
