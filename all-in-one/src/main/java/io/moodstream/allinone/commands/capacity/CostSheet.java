package io.moodstream.allinone.commands.capacity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was measured.
 *
 * @param loads every kind of camera
 * @param reading of the dashboard
 */
public record CostSheet(List<MeasuredLoad> loads, ReadingCost reading) {
  private static final String RESOURCE = "costs.json";

  public CostSheet {
    loads = List.copyOf(loads);
  }

  /** Those that come with this build. */
  public static CostSheet shipped() {
    try (InputStream json =
        Objects.requireNonNull(CostSheet.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new ObjectMapper().readValue(json, CostSheet.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void write(Path file) throws IOException {
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
  }

  /** Of those that cost at least as much as the cameras asked for, the cheapest. */
  Optional<MeasuredLoad> upperBound(Demand demand) {
    return loads.stream()
        .filter(load -> load.covers(demand))
        .min(Comparator.comparingDouble(load -> load.cores(demand.frames())));
  }
}
