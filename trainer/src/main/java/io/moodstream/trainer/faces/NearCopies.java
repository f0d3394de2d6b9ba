package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.gray.FaceWavelet;
import io.moodstream.trainer.faces.gray.GrayFace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures that show nearly the same: their correlation at 24 x 24 is above 0.93, as they are or
 * mirrored. FER-2013's test part has such a copy in train for every seventh face, so a network may
 * recall it instead of reading the expression.
 *
 * <p>The search is exact. Wavelet coefficients sort a face's energy from coarse to fine, so a pair
 * is dropped as soon as the Cauchy-Schwarz bound on the finer ones rules it out.
 */
public final class NearCopies {
  static final float CORRELATION = 0.93f;

  private NearCopies() {}

  /**
   * Of each face: the index of the first one that it is linked to, directly or through others.
   * Faces with the same number belong on one side of a split.
   */
  static int[] groups(List<Pixels> faces) {
    List<FaceWavelet> plain = wavelets(faces);
    List<FaceWavelet> mirrored = wavelets(faces.stream().map(GrayFace::mirrored).toList());
    List<List<Integer>> copies =
        IntStream.range(0, faces.size())
            .parallel()
            .mapToObj(i -> copiesBefore(i, plain, mirrored.get(i)))
            .toList();
    int[] group = IntStream.range(0, faces.size()).toArray();
    for (int i = 0; i < group.length; i++) {
      for (int other : copies.get(i)) {
        int a = root(group, i);
        int b = root(group, other);
        group[Math.max(a, b)] = Math.min(a, b);
      }
    }
    return IntStream.range(0, group.length).map(i -> root(group, i)).toArray();
  }

  /** Of each face: whether {@code known} holds a near copy of it. */
  public static boolean[] among(List<Pixels> faces, List<Pixels> known) {
    List<FaceWavelet> there = wavelets(known);
    List<Boolean> found =
        faces.stream()
            .parallel()
            .map(
                face -> {
                  var plain = FaceWavelet.of(face);
                  var mirrored = FaceWavelet.of(GrayFace.mirrored(face));
                  return there.stream()
                      .anyMatch(
                          one ->
                              one.correlatesAbove(CORRELATION, plain)
                                  || one.correlatesAbove(CORRELATION, mirrored));
                })
            .toList();
    boolean[] copies = new boolean[found.size()];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = found.get(i);
    }
    return copies;
  }

  private static List<FaceWavelet> wavelets(List<Pixels> faces) {
    return faces.stream().parallel().map(FaceWavelet::of).toList();
  }

  private static List<Integer> copiesBefore(
      int index, List<FaceWavelet> faces, FaceWavelet mirrored) {
    FaceWavelet plain = faces.get(index);
    List<Integer> copies = new ArrayList<>();
    for (int i = 0; i < index; i++) {
      FaceWavelet other = faces.get(i);
      if (other.correlatesAbove(CORRELATION, plain)
          || other.correlatesAbove(CORRELATION, mirrored)) {
        copies.add(i);
      }
    }
    return copies;
  }

  private static int root(int[] group, int face) {
    int root = face;
    while (group[root] != root) {
      root = group[root];
    }
    return root;
  }
}
