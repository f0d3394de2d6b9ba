@NullMarked
package io.moodstream.trainer.service;

import org.jspecify.annotations.NullMarked;
