package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.Grid;
import io.moodstream.cameraproducer.scene.face.Look;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Two to four drawn people in a room, 640 x 480 pixels. The same seed and moment give the same
 * picture. Shows no real person. Used by one thread at a time.
 */
public final class SyntheticScene implements DrawnScene {
  public static final int WIDTH = 640;
  public static final int HEIGHT = 480;

  private static final int FEWEST = 2;
  private static final int MOST = 4;

  private final BufferedImage room;
  private final List<Person> people = new ArrayList<>();

  /** Takes about a tenth of a second. */
  public SyntheticScene(long seed) {
    // Neighbouring seeds give neighbouring first numbers: mixed, they differ.
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.room = new Room(random, .86).image(WIDTH, HEIGHT);
    int count = FEWEST + Math.floorMod(seed, MOST - FEWEST + 1);
    int offset = random.nextInt(60);
    double scale = 118 - 17.5 * count;
    for (int number = 0; number < count; number++) {
      double x = WIDTH * (number + .5) / count + random.nextDouble(-8, 8);
      double y = HEIGHT * .42 + (number % 2 == 0 ? 14 : -26) + random.nextDouble(-8, 8);
      people.add(
          person(
              number,
              Look.of(random, number, offset),
              new Random(random.nextLong()),
              scale * random.nextDouble(.94, 1.05),
              x,
              y));
    }
  }

  private static Person person(
      int number, Look look, Random random, double scale, double x, double y) {
    return new Person(number, look, random, Sway::new, scale, x, y, (HEIGHT - y) / scale + .4);
  }

  @Override
  public BufferedImage draw(Duration sinceStart) {
    var frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = Grid.smooth(frame.createGraphics());
    graphics.drawImage(room, 0, 0, null);
    people.forEach(person -> person.draw(graphics, sinceStart));
    graphics.dispose();
    return frame;
  }

  @Override
  public List<DrawnFace> faces(Duration sinceStart) {
    return people.stream().map(person -> person.face(sinceStart)).toList();
  }
}
