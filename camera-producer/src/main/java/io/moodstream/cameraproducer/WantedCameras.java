package io.moodstream.cameraproducer;

import io.moodstream.cameraproducer.CameraFleet.Wanted;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraOwner.Origin;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.frames.CameraId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings together the cameras of the command line, of the file and of the API. An id of the command
 * line or of the file hides the same id of the API. Thread-safe.
 */
final class WantedCameras {
  private static final Logger log = LoggerFactory.getLogger(WantedCameras.class);

  private final CameraPlan plan;
  private final CameraFleet fleet;
  private List<CameraSettings> file = List.of();

  /** Empty until the topic is read. */
  private Optional<List<CameraSettings>> api = Optional.empty();

  private Set<CameraId> hidden = Set.of();

  /** Whether there were no cameras but these so far. */
  private boolean demo = true;

  WantedCameras(CameraPlan plan, CameraFleet fleet) {
    this.plan = plan;
    this.fleet = fleet;
  }

  /** Those that need neither the file nor Kafka. */
  synchronized void start() {
    apply(Set.of());
  }

  /**
   * @throws IllegalArgumentException if one has the id of a camera of the command line
   */
  synchronized void onFile(List<CameraSettings> cameras) {
    plan.requireOthers(cameras);
    file = List.copyOf(cameras);
    apply(Set.of());
  }

  synchronized void onApi(List<CameraSettings> cameras, Set<CameraId> removed) {
    api = Optional.of(List.copyOf(cameras));
    apply(removed);
  }

  private void apply(Set<CameraId> removed) {
    Map<CameraId, Wanted> wanted = new LinkedHashMap<>();
    plan.fixed().forEach(camera -> add(wanted, camera, Origin.COMMAND_LINE));
    file.forEach(camera -> add(wanted, camera, Origin.FILE));
    Set<CameraId> refused = new HashSet<>();
    for (CameraSettings camera : api.orElse(List.of())) {
      if (!add(wanted, camera, Origin.API)) {
        refused.add(camera.id());
      }
    }
    if (!refused.equals(hidden)) {
      log.warn("cameras of the API that this machine runs from its own settings: {}", refused);
      hidden = refused;
    }
    Set<CameraId> forgotten = new HashSet<>(removed);
    demo &= wanted.isEmpty();
    if (demo && api.isPresent()) {
      plan.demo().forEach(camera -> add(wanted, camera, Origin.COMMAND_LINE));
    } else if (!demo) {
      plan.demo().forEach(camera -> forgotten.add(camera.id()));
    }
    fleet.apply(List.copyOf(wanted.values()), forgotten);
  }

  private boolean add(Map<CameraId, Wanted> wanted, CameraSettings camera, Origin origin) {
    var each = new Wanted(camera, new CameraOwner(plan.machine(), origin));
    return wanted.putIfAbsent(camera.id(), each) == null;
  }
}
