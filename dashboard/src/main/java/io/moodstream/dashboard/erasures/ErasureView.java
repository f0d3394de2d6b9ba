package io.moodstream.dashboard.erasures;

import io.moodstream.dashboard.erasures.Erasures.Erasure;
import io.moodstream.pipeline.erasure.ErasureReceipt;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * As the API reports it.
 *
 * @param state {@code running}, {@code complete} or {@code incomplete}
 * @param receipt null while it runs, and where the erasure has failed
 */
record ErasureView(
    String id,
    String camera,
    String from,
    String to,
    boolean whole,
    String startedAt,
    String state,
    String detail,
    @Nullable ErasureReceipt receipt) {
  static ErasureView of(Erasure erasure) {
    return new ErasureView(
        erasure.id(),
        erasure.request().camera().value(),
        erasure.request().from().toString(),
        erasure.request().to().toString(),
        erasure.request().whole(),
        erasure.startedAt().toString(),
        erasure.state().name().toLowerCase(Locale.ROOT),
        erasure.detail(),
        erasure.receipt().orElse(null));
  }
}
