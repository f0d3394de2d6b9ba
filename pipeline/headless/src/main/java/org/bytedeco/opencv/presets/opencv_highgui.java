package org.bytedeco.opencv.presets;

import org.bytedeco.javacpp.annotation.Properties;

/**
 * Replaces JavaCV's class of this name, which loads GTK 2: OpenCV's windows are not used here, and
 * most servers and containers have no GTK. Must precede JavaCV's jars on the class path.
 *
 * <p>JavaCV loads the classes and libraries that these annotations name, following {@code inherit}.
 * This one keeps the link to the modules below and names no library of its own.
 */
@Properties(inherit = opencv_videoio.class)
public final class opencv_highgui {
  private opencv_highgui() {}
}
