package io.moodstream.allinone;

import io.moodstream.cameraproducer.CameraSettings;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --camera ID=SOURCE}; a text that is none is a usage error. */
final class CameraConverter implements ITypeConverter<CameraSettings> {
  @Override
  public CameraSettings convert(String text) {
    try {
      return CameraSettings.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
