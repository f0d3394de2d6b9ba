package io.moodstream.allinone.options;

import io.moodstream.facedetector.FaceFinder;
import io.moodstream.facedetector.FoundFace;
import io.moodstream.facedetector.UnreadablePicture;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.PictureReader;
import io.moodstream.trainer.faces.TrainerException;
import java.util.Comparator;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What of a labelled picture is the face. */
public final class PictureOptions {
  @Option(
      names = "--detect-faces",
      description = {
        "The largest face that the detector finds in each picture is taken; without this option"
            + " the",
        "whole picture is the face, as in FER-2013."
      })
  private boolean detectFaces;

  @Mixin private DetectorOptions detector = new DetectorOptions();

  /** What reads pictures, and what has to be closed after the last. */
  public record Reader(PictureReader pictures, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }
  }

  Reader reader() {
    if (!detectFaces) {
      return new Reader(PictureReader.WHOLE, () -> {});
    }
    FaceFinder finder = FaceFinder.open(detector.plain());
    return new Reader(picture -> largestFace(finder, picture), finder::close);
  }

  private static Optional<Pixels> largestFace(FaceFinder finder, byte[] picture) {
    try {
      return finder.find(picture).faces().stream()
          .max(Comparator.comparingLong(face -> face.box().area()))
          .map(FoundFace::pixels);
    } catch (UnreadablePicture e) {
      throw new TrainerException(String.valueOf(e.getMessage()), e);
    }
  }
}
