package io.moodstream.pipeline.cameras;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Tries sources on the camera machine of this process, before they are saved. */
public interface CameraTrials {
  /** Of a process without cameras. */
  CameraTrials NONE = new NoCameras();

  /** The name of the camera machine; empty if this process has none. */
  Optional<String> machine();

  /**
   * @param source {@code webcam:0}
   * @param name as its driver reports it
   * @param usedBy the camera that has it open
   */
  record Webcam(String source, String name, Optional<CameraId> usedBy) {}

  /**
   * @throws IOException if the system does not list them
   */
  List<Webcam> webcams() throws IOException;

  /**
   * @param picture with the masks of the camera
   * @param faces in pixels of the picture
   */
  record Trial(Jpeg picture, int width, int height, List<Box> faces) {
    public Trial {
      faces = List.copyOf(faces);
    }
  }

  /**
   * Opens the source, waits for a picture and closes it again. Nothing is kept.
   *
   * @throws IOException if there is no picture within some seconds; the message is one line for the
   *     user
   */
  Trial test(CameraSettings camera) throws IOException, InterruptedException;

  /** Without a camera machine. */
  final class NoCameras implements CameraTrials {
    private NoCameras() {}

    @Override
    public Optional<String> machine() {
      return Optional.empty();
    }

    @Override
    public List<Webcam> webcams() {
      return List.of();
    }

    @Override
    public Trial test(CameraSettings camera) throws IOException {
      throw new IOException("this process has no cameras");
    }
  }
}
