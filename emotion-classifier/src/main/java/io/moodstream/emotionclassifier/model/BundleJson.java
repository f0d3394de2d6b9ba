package io.moodstream.emotionclassifier.model;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The JSON files of a bundle: every field must be there unless it is marked as not required, and no
 * other.
 */
final class BundleJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .annotationIntrospector(new RequiredUnlessMarked())
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // The same for the elements of a list.
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private BundleJson() {}

  private static final class RequiredUnlessMarked extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
      return Objects.requireNonNullElse(super.hasRequiredMarker(member), true);
    }
  }

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record that JSON cannot hold: " + value.getClass(), e);
    }
  }

  /**
   * @throws IllegalArgumentException naming the field and what is wrong with it
   */
  static <T> T read(byte[] json, Class<T> type) {
    try {
      return Optional.ofNullable(MAPPER.readValue(json, type))
          .orElseThrow(() -> new IllegalArgumentException("it is null"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(reason(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "the field '%s' is unknown".formatted(path(unknown));
    }
    if (e instanceof ValueInstantiationException invalid && invalid.getCause() != null) {
      return String.valueOf(invalid.getCause().getMessage());
    }
    String text = e.getOriginalMessage().lines().findFirst().orElse("not readable");
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      // Jackson has no exception of its own for a field that is not there.
      if (text.startsWith("Missing required creator property")) {
        return "the field '%s' is missing".formatted(path(mapping));
      }
      return "the field '%s' cannot be read: %s".formatted(path(mapping), text);
    }
    return "not valid JSON: " + text;
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            part ->
                part.getFieldName() == null
                    ? Integer.toString(part.getIndex())
                    : part.getFieldName())
        .collect(Collectors.joining("."));
  }
}
