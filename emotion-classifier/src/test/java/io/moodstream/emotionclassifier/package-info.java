@NullMarked
package io.moodstream.emotionclassifier;

import org.jspecify.annotations.NullMarked;
