package io.moodstream.trainer;

import io.moodstream.pipeline.frames.Pixels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A tenth of the training faces, held out to choose by. Always the same tenth for the same faces;
 * exact copies stay on one side.
 */
record HoldOut(List<Example> kept, List<Example> held) {
  private static final long SEED = 2013;
  private static final int PARTS = 10;

  static HoldOut of(List<Example> examples) {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<Pixels, Boolean> sides = new HashMap<>();
    List<Example> kept = new ArrayList<>();
    List<Example> held = new ArrayList<>();
    for (Example example : examples) {
      boolean out = sides.computeIfAbsent(example.pixels(), pixels -> random.nextInt(PARTS) == 0);
      (out ? held : kept).add(example);
    }
    return new HoldOut(List.copyOf(kept), List.copyOf(held));
  }
}
