/** {@code alerts.yaml}: rules and channels. */
@NullMarked
package io.moodstream.alerts.file;

import org.jspecify.annotations.NullMarked;
