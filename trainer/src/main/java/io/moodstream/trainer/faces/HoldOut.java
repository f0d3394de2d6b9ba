package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Pixels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A tenth of the training faces, held out to choose by. Always the same tenth for the same faces.
 *
 * @param copiesApart near copies ({@link NearCopies}) are on one side; otherwise only exact ones
 */
public record HoldOut(List<Example> kept, List<Example> held, boolean copiesApart) {
  private static final long SEED = 2013;
  private static final int PARTS = 10;

  /**
   * Near copies stay together where that leaves at least a twentieth to hold out. Pictures of one
   * person by one camera may all be near copies of each other: then exact copies decide.
   */
  public static HoldOut of(List<Example> examples) {
    List<Pixels> faces = examples.stream().map(Example::pixels).toList();
    HoldOut apart = of(examples, NearCopies.groups(faces), true);
    return apart.held().size() >= examples.size() / (2 * PARTS)
        ? apart
        : of(examples, exactCopies(faces), false);
  }

  /** Of a model's card: which faces it was measured on, with a fingerprint of their pixels. */
  public String split() {
    int fingerprint = 0;
    for (Example face : held) {
      fingerprint += face.pixels().hashCode();
    }
    return "a held-out tenth of train (%08x), %s near copies in the rest"
        .formatted(fingerprint, copiesApart ? "without" : "with");
  }

  private static HoldOut of(List<Example> examples, int[] groups, boolean copiesApart) {
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < groups.length; i++) {
      members.computeIfAbsent(groups[i], group -> new ArrayList<>()).add(i);
    }
    boolean[] out = new boolean[examples.size()];
    int room = examples.size() / PARTS;
    for (List<Integer> group : shuffled(new ArrayList<>(members.values()))) {
      if (group.size() <= room) {
        room -= group.size();
        group.forEach(i -> out[i] = true);
      }
    }
    List<Example> kept = new ArrayList<>();
    List<Example> held = new ArrayList<>();
    for (int i = 0; i < out.length; i++) {
      (out[i] ? held : kept).add(examples.get(i));
    }
    return new HoldOut(List.copyOf(kept), List.copyOf(held), copiesApart);
  }

  private static int[] exactCopies(List<Pixels> faces) {
    Map<Pixels, Integer> first = new HashMap<>();
    int[] groups = new int[faces.size()];
    for (int i = 0; i < groups.length; i++) {
      int index = i;
      groups[i] = first.computeIfAbsent(faces.get(i), face -> index);
    }
    return groups;
  }

  private static List<List<Integer>> shuffled(List<List<Integer>> groups) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = groups.size() - 1; i > 0; i--) {
      Collections.swap(groups, i, random.nextInt(i + 1));
    }
    return groups;
  }
}
