package io.moodstream.emotionclassifier.model;

import ai.djl.engine.Engine;
import io.moodstream.pipeline.process.NativeCode;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * DJL's TensorFlow engine on TensorFlow-Java's native library: one library for both, no download.
 */
final class TensorFlow {
  private static final String ENGINE = "TensorFlow";

  static {
    setUnlessGiven("DJL_OFFLINE", "true");
    setUnlessGiven("OPT_OUT_TRACKING", "true");
    NativeCode.load(tensorflow.class);
    // This MUST happen before the engine is first asked for: it looks for its library once.
    Path library = Path.of(Loader.load(tensorflow.class));
    setUnlessGiven("TENSORFLOW_LIBRARY_PATH", String.valueOf(library.getParent()));
    var unused = Engine.getEngine(ENGINE);
  }

  private TensorFlow() {}

  /** The engine's name, when it is ready. The first call takes seconds. */
  static String engine() {
    return ENGINE;
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
