package io.moodstream.pipeline.models;

import java.time.Instant;

/**
 * A published model: what its chunks must add up to, and its card.
 *
 * @param version from 1; integers that only grow
 * @param sha256 of the bundle's content, lower-case hex: the same content is one version however it
 *     was zipped
 * @param zipSha256 of the zip that the chunks make
 * @param bytes of that zip
 * @param card the bundle's {@code model.json}
 * @param deleted the chunks are gone; the version is never given again
 */
public record ModelManifest(
    int version,
    String sha256,
    String zipSha256,
    long bytes,
    int chunks,
    String card,
    Instant publishedAt,
    String publishedBy,
    boolean deleted) {
  public ModelManifest {
    if (version < 1) {
      throw new IllegalArgumentException("model version %d is under 1".formatted(version));
    }
  }

  /** What remains of it without its chunks. */
  public ModelManifest withoutChunks() {
    return new ModelManifest(
        version, sha256, zipSha256, bytes, 0, card, publishedAt, publishedBy, true);
  }
}
