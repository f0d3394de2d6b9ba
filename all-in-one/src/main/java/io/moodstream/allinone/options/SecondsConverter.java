package io.moodstream.allinone.options;

import io.moodstream.pipeline.Span;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For options that once took a bare number of seconds, and still do. */
public final class SecondsConverter implements ITypeConverter<Span> {
  @Override
  public Span convert(String text) {
    try {
      return Span.parseSeconds(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
