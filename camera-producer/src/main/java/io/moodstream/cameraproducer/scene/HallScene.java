package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.Grid;
import io.moodstream.cameraproducer.scene.face.Look;
import java.awt.Graphics2D;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * People who walk through a hall, of any number and in pictures of any size. The same seed and
 * moment give the same picture. Used by one thread at a time.
 */
public final class HallScene implements DrawnScene {
  /** Length of a body, face units below the eyes. */
  private static final double BODY = 13;

  /** Where the floor begins, as a share of the height: above the feet of the farthest person. */
  private static final double FLOOR = .45;

  private static final double LARGEST_HEAD = .13;
  private static final double SMALLEST_HEAD = .035;

  private final int width;
  private final int height;
  private final BufferedImage room;
  private final List<Person> people = new ArrayList<>();

  /** How a person comes through the hall. */
  private interface Route {
    Motion of(int number, Walk.Hall hall, Random random);
  }

  /**
   * All people stay in the hall.
   *
   * @param width pixels
   * @param height pixels
   * @param count of people
   */
  public HallScene(long seed, int width, int height, int count) {
    this(seed, width, height, count, (number, hall, random) -> new Walk(hall, random));
  }

  /**
   * People enter one after the other, cross the hall and leave it: how many there are, and for how
   * long, is known.
   *
   * @param width pixels
   * @param height pixels
   * @param count of people
   */
  public static HallScene passage(long seed, int width, int height, int count) {
    return new HallScene(
        seed, width, height, count, (number, hall, random) -> new Passage(number, hall, random));
  }

  private HallScene(long seed, int width, int height, int count, Route route) {
    // Neighbouring seeds give neighbouring first numbers: mixed, they differ.
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.width = width;
    this.height = height;
    this.room = new Room(random, FLOOR).image(width, height);
    double share = Math.max(SMALLEST_HEAD, Math.min(LARGEST_HEAD, .42 / count));
    double nearest = height * share;
    int offset = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      int number = i;
      var own = new Random(random.nextLong());
      var hall = new Walk.Hall(width, height, nearest);
      people.add(
          new Person(
              number,
              Look.of(random, number, offset),
              own,
              self -> route.of(number, hall, self),
              nearest,
              0,
              0,
              BODY));
    }
  }

  @Override
  public BufferedImage draw(Duration sinceStart) {
    var frame = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = Grid.smooth(frame.createGraphics());
    graphics.drawImage(room, 0, 0, null);
    farthestFirst(sinceStart).forEach(person -> person.draw(graphics, sinceStart));
    graphics.dispose();
    return frame;
  }

  @Override
  public List<DrawnFace> faces(Duration sinceStart) {
    List<Person> order = farthestFirst(sinceStart);
    var faces = new ArrayList<DrawnFace>();
    for (int i = 0; i < order.size(); i++) {
      DrawnFace face = order.get(i).face(sinceStart);
      List<Person> nearer = order.subList(i + 1, order.size());
      faces.add(face.withVisible(visible(face, nearer, sinceStart)));
    }
    faces.sort(Comparator.comparingInt(DrawnFace::person));
    return faces;
  }

  private List<Person> farthestFirst(Duration sinceStart) {
    return people.stream()
        .sorted(Comparator.comparingDouble(person -> person.size(sinceStart)))
        .toList();
  }

  /** Counts a grid of points: outlines of heads and shoulders are no simple shapes. */
  private double visible(DrawnFace face, List<Person> nearer, Duration sinceStart) {
    var covered = new Area();
    nearer.forEach(person -> covered.add(person.outline(sinceStart)));
    var picture = new Rectangle2D.Double(0, 0, width, height);
    int points = 12;
    int seen = 0;
    for (int row = 0; row < points; row++) {
      double y = face.box().y() + face.box().height() * (row + .5) / points;
      for (int column = 0; column < points; column++) {
        double x = face.box().x() + face.box().width() * (column + .5) / points;
        if (picture.contains(x, y) && !covered.contains(x, y)) {
          seen++;
        }
      }
    }
    return (double) seen / (points * points);
  }
}
