package io.moodstream.allinone.options;

import io.moodstream.cameraproducer.CameraPlan;
import io.moodstream.cameraproducer.wanted.CamerasFile;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.frames.CameraId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The cameras of a machine. */
public final class CameraOptions {
  private static final String FILE = "cameras.yaml";

  @Option(
      names = "--camera",
      paramLabel = "ID=SOURCE",
      description = {
        "A camera; may be given several times. SOURCE: webcam:0, FILE (a video, played once),",
        "loop:FILE, dir:FOLDER, rtsp://..., http://... (MJPEG), synthetic[:SEED]; then",
        ",fps=10 limits the rate, ,pictures=on lets the dashboard show the picture,",
        ",purpose=retail-statistics and ,basis=consent declare its use."
      })
  private List<CameraSettings> cameras = new ArrayList<>();

  @Option(
      names = "--cameras",
      paramLabel = "FILE",
      description = {
        "Cameras with names, groups and masks. A change of the file counts while running. Default"
            + " of",
        "'run': " + FILE + " in the data folder, where it need not exist."
      })
  private @Nullable Path file;

  @Option(
      names = "--machine",
      paramLabel = "NAME",
      description = {
        "The name of this camera machine: it runs the cameras of the dashboard that name it."
            + " Default:",
        "main with 'run', and the host's name with 'camera'."
      })
  private @Nullable String machine;

  /** Whether the options alone make a machine that is to run cameras. */
  public boolean any() {
    return !cameras.isEmpty() || file != null || machine != null;
  }

  /**
   * @param dataDir where the file is by default, if there is a default
   * @param demo run while there are no others, unless cameras are given
   * @throws UsageError if the file is invalid
   */
  public CameraPlan plan(Optional<Path> dataDir, String defaultMachine, List<CameraSettings> demo) {
    Optional<Path> chosen =
        Optional.ofNullable(file).or(() -> dataDir.map(folder -> folder.resolve(FILE)));
    return UsageError.unlessValid(
        () -> {
          var plan =
              new CameraPlan(
                  Optional.ofNullable(machine).orElse(defaultMachine),
                  cameras,
                  chosen,
                  cameras.isEmpty() ? demo : List.of());
          if (file != null || chosen.filter(Files::exists).isPresent()) {
            plan.requireOthers(CamerasFile.read(chosen.orElseThrow()));
          }
          return plan;
        });
  }

  /** A machine's name from its host's. */
  public static String machineOf(String host) {
    String name = host.replaceAll("[^A-Za-z0-9._-]", "-");
    return CameraId.isValid(name) ? name : "camera-machine";
  }
}
