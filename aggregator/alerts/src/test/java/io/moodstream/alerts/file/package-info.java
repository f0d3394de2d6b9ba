@NullMarked
package io.moodstream.alerts.file;

import org.jspecify.annotations.NullMarked;
