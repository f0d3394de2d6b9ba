package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraPurpose;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.DeclaredUse;
import io.moodstream.pipeline.cameras.ExceptionClaim;
import io.moodstream.pipeline.cameras.LegalBasis;
import io.moodstream.pipeline.cameras.Mask;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.frames.CameraId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a camera is wanted, and where that can be changed.
 *
 * @param name shown to people; the id where no other is given
 * @param purpose in the operator's words; may be empty
 * @param purposeCode a {@link CameraPurpose}; null where none is declared
 * @param legalBasis a {@link LegalBasis}; null where none is declared
 * @param exception {@code medical} or {@code safety}; null where none is claimed
 * @param exceptionReason null where none is claimed
 * @param machine the camera machine; empty where none is known
 * @param origin {@code api}, {@code file}, {@code command-line} or {@code unknown}
 * @param rate frames a second at most; null without a limit, and where the API does not know it
 * @param masks corners [x, y] of each polygon; null where the API does not know them
 */
record ConfigView(
    String name,
    @Nullable String group,
    String purpose,
    @Nullable String purposeCode,
    @Nullable String legalBasis,
    @Nullable String exception,
    @Nullable String exceptionReason,
    String machine,
    String origin,
    boolean paused,
    @Nullable Double rate,
    @Nullable List<List<List<Double>>> masks) {

  /** Of a camera of the API. */
  static ConfigView of(StoredCamera stored) {
    CameraSettings camera = stored.settings();
    return of(
        camera.id().value(),
        camera.label(),
        new CameraOwner(stored.machine(), CameraOwner.Origin.API),
        camera.paused(),
        camera.framesPerSecond().isPresent() ? camera.framesPerSecond().getAsDouble() : null,
        camera.masks().stream().map(ConfigView::corners).toList());
  }

  /** As its producer reports it. */
  static ConfigView of(String id, CameraLabel label, CameraOwner owner, boolean paused) {
    return of(id, label, owner, paused, null, null);
  }

  private static ConfigView of(
      String id,
      CameraLabel label,
      CameraOwner owner,
      boolean paused,
      @Nullable Double rate,
      @Nullable List<List<List<Double>>> masks) {
    DeclaredUse use = label.use();
    return new ConfigView(
        name(id, label),
        label.group().map(CameraId::value).orElse(null),
        label.purpose(),
        use.purpose().map(CameraPurpose::label).orElse(null),
        use.legalBasis().map(LegalBasis::label).orElse(null),
        use.exception().map(claim -> claim.kind().label()).orElse(null),
        use.exception().map(ExceptionClaim::reason).orElse(null),
        owner.machine(),
        owner.origin().label(),
        paused,
        rate,
        masks);
  }

  private static String name(String id, CameraLabel label) {
    return Optional.of(label.name()).filter(name -> !name.isEmpty()).orElse(id);
  }

  private static List<List<Double>> corners(Mask mask) {
    return mask.corners().stream().map(corner -> List.of(corner.x(), corner.y())).toList();
  }
}
