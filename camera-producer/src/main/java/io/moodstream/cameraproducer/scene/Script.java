package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.Muscles;
import io.moodstream.pipeline.frames.Expression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which expression a person shows when. Repeats itself after about a minute. */
final class Script {
  private static final double MORPH_SECONDS = 1;
  private static final double SHORTEST_HOLD_SECONDS = 4;
  private static final double LONGEST_HOLD_SECONDS = 6;

  /** Expressions that are shown more often are listed more often. */
  private static final List<Expression> REPERTOIRE =
      List.of(
          Expression.HAPPY,
          Expression.HAPPY,
          Expression.NEUTRAL,
          Expression.NEUTRAL,
          Expression.SURPRISE,
          Expression.SAD,
          Expression.ANGRY,
          Expression.FEAR,
          Expression.DISGUST);

  private record Part(Expression expression, double fromSecond) {}

  /** One moment of it. */
  record Moment(Expression previous, Expression expression, double arrived) {
    Muscles muscles() {
      return Muscles.of(previous).towards(Muscles.of(expression), arrived);
    }

    boolean settled() {
      return arrived == 1;
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final double length;

  Script(Random random) {
    double at = 0;
    for (Expression expression : shuffled(random)) {
      parts.add(new Part(expression, at));
      double hold = LONGEST_HOLD_SECONDS - SHORTEST_HOLD_SECONDS;
      at += MORPH_SECONDS + SHORTEST_HOLD_SECONDS + hold * random.nextDouble();
    }
    this.length = at;
  }

  Moment at(Duration sinceStart) {
    double second = (sinceStart.toNanos() / 1e9) % length;
    int part = parts.size() - 1;
    while (parts.get(part).fromSecond() > second) {
      part--;
    }
    double share = Math.min(1, (second - parts.get(part).fromSecond()) / MORPH_SECONDS);
    return new Moment(
        parts.get((part + parts.size() - 1) % parts.size()).expression(),
        parts.get(part).expression(),
        share * share * (3 - 2 * share));
  }

  /** Never the same twice running, the turn of the round included. */
  private static List<Expression> shuffled(Random random) {
    List<Expression> order = new ArrayList<>(REPERTOIRE);
    do {
      Collections.shuffle(order, random);
    } while (repeats(order));
    return order;
  }

  private static boolean repeats(List<Expression> order) {
    Expression previous = order.get(order.size() - 1);
    for (Expression expression : order) {
      if (expression == previous) {
        return true;
      }
      previous = expression;
    }
    return false;
  }
}
