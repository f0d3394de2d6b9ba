package io.moodstream.dashboard.models;

import io.moodstream.pipeline.models.ClassifierStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A classifier that is alive, as the API returns it.
 *
 * @param champion 0 before the first
 * @param challenger 0 for none
 * @param ready versions, ascending
 * @param refused version to why it cannot serve
 */
record ClassifierView(
    String id,
    String host,
    String state,
    int champion,
    int challenger,
    List<Integer> ready,
    Map<Integer, String> refused,
    String updatedAt) {
  static ClassifierView of(ClassifierStatus status) {
    return new ClassifierView(
        status.id(),
        status.host(),
        status.state().name(),
        status.champion(),
        status.challenger(),
        status.ready().stream().sorted().toList(),
        new TreeMap<>(status.refused()),
        status.updatedAt().toString());
  }
}
