/** The models that a process has loaded: champion, fallback, challenger and candidate. */
@NullMarked
package io.moodstream.emotionclassifier.serving;

import org.jspecify.annotations.NullMarked;
