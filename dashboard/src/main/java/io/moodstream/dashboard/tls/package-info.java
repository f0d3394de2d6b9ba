/** The certificate for https: given as PEM files, or self-signed and kept. */
@NullMarked
package io.moodstream.dashboard.tls;

import org.jspecify.annotations.NullMarked;
