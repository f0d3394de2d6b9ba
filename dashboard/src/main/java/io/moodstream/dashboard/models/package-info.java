/** The models, their comparison, and how another one comes to serve. */
@NullMarked
package io.moodstream.dashboard.models;

import org.jspecify.annotations.NullMarked;
