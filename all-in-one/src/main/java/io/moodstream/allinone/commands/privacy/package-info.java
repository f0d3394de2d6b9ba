/** Commands for those who look after privacy. */
@NullMarked
package io.moodstream.allinone.commands.privacy;

import org.jspecify.annotations.NullMarked;
