package io.moodstream.allinone;

import io.moodstream.dashboard.CameraGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --group ID=CAMERA,...}; a text that is none is a usage error. */
final class GroupConverter implements ITypeConverter<CameraGroup> {
  @Override
  public CameraGroup convert(String text) {
    try {
      return CameraGroup.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
