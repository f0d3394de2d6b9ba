/** The users of a dashboard, their roles and rights. */
@NullMarked
package io.moodstream.dashboard.users;

import org.jspecify.annotations.NullMarked;
