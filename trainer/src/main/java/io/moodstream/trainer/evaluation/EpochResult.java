package io.moodstream.trainer.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What one epoch gave.
 *
 * @param epoch counted from 1
 * @param train over the epoch's steps, with dropout and augmentation, while the weights moved
 * @param measured with the weights that serve after the epoch; empty where nothing is monitored
 * @param rate of the epoch's last step
 * @param imagesPerSecond of the epoch's steps
 * @param waiting the part of that time in which the step waited for its batch, 0 to 1
 * @param seconds with the measuring
 */
public record EpochResult(
    int epoch,
    Score train,
    Optional<Score> measured,
    float rate,
    double imagesPerSecond,
    double waiting,
    double seconds) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Mean cross-entropy (nats) and the share of faces whose top expression is right. */
  public record Score(double loss, double accuracy) {}

  /** One line of {@code epochs.jsonl}. */
  public String toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("epoch", epoch);
    node.put("loss", train.loss());
    node.put("accuracy", train.accuracy());
    measured.ifPresent(
        score -> node.put("measuredLoss", score.loss()).put("measuredAccuracy", score.accuracy()));
    node.put("rate", rate);
    node.put("imagesPerSecond", imagesPerSecond);
    node.put("waiting", waiting);
    node.put("seconds", seconds);
    return node.toString();
  }

  public static EpochResult ofJson(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      Optional<Score> measured =
          node.has("measuredAccuracy")
              ? Optional.of(
                  new Score(
                      node.get("measuredLoss").asDouble(), node.get("measuredAccuracy").asDouble()))
              : Optional.empty();
      return new EpochResult(
          node.get("epoch").asInt(),
          new Score(node.get("loss").asDouble(), node.get("accuracy").asDouble()),
          measured,
          (float) node.get("rate").asDouble(),
          node.get("imagesPerSecond").asDouble(),
          node.get("waiting").asDouble(),
          node.get("seconds").asDouble());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an epoch: " + line, e);
    }
  }
}
