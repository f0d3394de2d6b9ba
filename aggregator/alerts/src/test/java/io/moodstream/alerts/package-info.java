@NullMarked
package io.moodstream.alerts;

import org.jspecify.annotations.NullMarked;
