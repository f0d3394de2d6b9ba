package io.moodstream.pipeline.drift;

import java.time.Instant;

/**
 * A period whose faces are compared.
 *
 * @param from inclusive
 * @param to exclusive
 * @param faces each face once in ten seconds
 * @param independent as many faces of different appearances would weigh as much: faces of one
 *     appearance resemble each other (Kish's effective sample size)
 * @param needed the least number of independent faces for a comparison
 */
public record DriftPeriod(Instant from, Instant to, long faces, double independent, int needed) {
  public boolean hasEnough() {
    return independent >= needed;
  }
}
