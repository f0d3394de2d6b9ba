/** The command line: one class for each command. */
@NullMarked
package io.moodstream.allinone.commands;

import org.jspecify.annotations.NullMarked;
