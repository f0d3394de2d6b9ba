/** Published models, their aliases, and the classifiers that run them. */
@NullMarked
package io.moodstream.pipeline.models;

import org.jspecify.annotations.NullMarked;
