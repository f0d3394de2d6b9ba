/** Gray faces of 48 x 48 pixels, and how pictures of any size become such. */
@NullMarked
package io.moodstream.trainer.faces.gray;

import org.jspecify.annotations.NullMarked;
