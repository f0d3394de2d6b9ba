/** What commands print of statistics and of comparisons of models. */
@NullMarked
package io.moodstream.allinone.commands.tables;

import org.jspecify.annotations.NullMarked;
