package io.moodstream.trainer;

import java.util.List;

/**
 * Labelled faces: those to learn from and those to measure on.
 *
 * @param test FER-2013's PublicTest, say
 */
public record Dataset(List<Example> train, List<Example> test) {
  public Dataset {
    train = List.copyOf(train);
    test = List.copyOf(test);
  }
}
