package io.moodstream.dashboard.alerts;

import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All rules, and the latest alerts. Thread-safe. */
public final class AlertBoard {
  /** Alerts that are kept here; the topic has older ones. */
  static final int KEPT = 20_000;

  /** As the alerts' stage keeps. */
  private static final int MOST_RULES = 1_000;

  private final Map<String, StoredRule> rules = new TreeMap<>();
  private final Map<String, AlertHistory> alerts = new LinkedHashMap<>();

  public synchronized void onRule(String id, Optional<StoredRule> rule) {
    if (rule.isEmpty()) {
      rules.remove(id);
    } else if (id.equals(rule.get().rule().id())
        && (rules.containsKey(id) || rules.size() < MOST_RULES)) {
      rules.put(id, rule.get());
    }
  }

  /** The alerts of a camera so far. */
  public synchronized void forget(CameraId camera) {
    alerts.values().removeIf(alert -> alert.start().camera().equals(camera));
  }

  public synchronized void onAlert(Alert alert) {
    switch (alert.kind()) {
      case STARTED, TEST -> alerts.putIfAbsent(alert.id(), AlertHistory.of(alert));
      // The start of a very old one may be deleted already.
      case ENDED ->
          alerts.merge(
              alert.id(),
              AlertHistory.of(alert).ended(alert.at()),
              (start, end) -> start.ended(alert.at()));
    }
    if (alerts.size() > KEPT) {
      alerts.remove(alerts.keySet().iterator().next());
    }
  }

  /** Sorted by id. */
  synchronized List<StoredRule> rules() {
    return List.copyOf(rules.values());
  }

  synchronized Optional<StoredRule> rule(String id) {
    return Optional.ofNullable(rules.get(id));
  }

  /** Those that began in {@code [from, to)}, the newest first. */
  synchronized List<AlertHistory> alerts(Instant from, Instant to) {
    List<AlertHistory> found = new ArrayList<>();
    for (AlertHistory alert : alerts.values()) {
      Instant at = alert.start().at();
      if (!at.isBefore(from) && at.isBefore(to)) {
        found.add(alert);
      }
    }
    Collections.reverse(found);
    return found;
  }
}
