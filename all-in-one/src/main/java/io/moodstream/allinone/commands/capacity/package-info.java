/** How many machines a number of cameras needs, from costs that were measured. */
@NullMarked
package io.moodstream.allinone.commands.capacity;

import org.jspecify.annotations.NullMarked;
