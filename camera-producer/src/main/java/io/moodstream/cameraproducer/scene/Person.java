package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.Brows;
import io.moodstream.cameraproducer.scene.face.Brush;
import io.moodstream.cameraproducer.scene.face.Creases;
import io.moodstream.cameraproducer.scene.face.Eyes;
import io.moodstream.cameraproducer.scene.face.Grid;
import io.moodstream.cameraproducer.scene.face.Hair;
import io.moodstream.cameraproducer.scene.face.HeadRelief;
import io.moodstream.cameraproducer.scene.face.HeadTurn;
import io.moodstream.cameraproducer.scene.face.JawDrop;
import io.moodstream.cameraproducer.scene.face.Look;
import io.moodstream.cameraproducer.scene.face.Mouth;
import io.moodstream.cameraproducer.scene.face.Muscles;
import io.moodstream.cameraproducer.scene.face.Tone;
import io.moodstream.pipeline.frames.Box;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;

/** A person in the scene. */
final class Person {
  private static final double FACE_HALF = 1.02;
  private static final double FACE_CENTRE = .3;
  private static final double NECK = 1.3;

  private final int number;
  private final Grid grid;
  private final Script script;
  private final Motion motion;
  private final double x;
  private final double y;
  private final BufferedImage head;
  private final BufferedImage face;
  private final BufferedImage turned;
  private final BufferedImage hairBehind;
  private final BufferedImage hairBefore;
  private final BufferedImage torso;
  private final Eyes eyes;
  private final Brows brows;
  private final Mouth mouth;
  private final Creases creases;

  /**
   * @param number in the scene, from 0
   * @param scale pixels for half a head's width
   * @param x pixels, of the point between the eyes
   * @param bottom where the body ends, face units below the eyes
   */
  Person(
      int number,
      Look look,
      Random random,
      Function<Random, Motion> motion,
      double scale,
      double x,
      double y,
      double bottom) {
    this.number = number;
    this.grid = new Grid(scale);
    this.x = x;
    this.y = y;
    this.script = new Script(random);
    this.motion = motion.apply(random);
    this.head = head(look, grid);
    this.face = grid.image();
    this.turned = grid.image();
    var hair = new Hair(look, random);
    this.hairBehind = hair.back(grid);
    this.hairBefore = hair.front(grid);
    this.torso = new Torso(look, scale, bottom).image();
    this.eyes = new Eyes(look, grid);
    this.brows = new Brows(look);
    this.mouth = new Mouth(look, grid);
    this.creases = new Creases(look);
  }

  /** At rest, without what moves. */
  private static BufferedImage head(Look look, Grid grid) {
    BufferedImage image = grid.image();
    Graphics2D ears = grid.graphics(image);
    Color inner = Tone.mix(look.skin(), new Color(0x8A3A30), .35);
    for (int side : new int[] {-1, 1}) {
      ears.setColor(Tone.darker(look.skin(), side < 0 ? .12 : .28));
      ears.fill(Brush.oval(side * .99, .1, .14, .27));
      Brush.softSpot(ears, side * 1.02, .1, .08, .18, inner, .8);
    }
    ears.dispose();
    var relief = grid.image();
    new HeadRelief(look).paint(relief, grid);
    Graphics2D graphics = grid.graphics(image);
    graphics.translate(-Grid.HALF_WIDTH, Grid.TOP);
    graphics.scale(1 / grid.scale(), 1 / grid.scale());
    graphics.drawImage(relief, 0, 0, null);
    graphics.dispose();
    Graphics2D marks = grid.graphics(image);
    Color shade = Tone.mix(look.skin(), new Color(0x3A1512), .75);
    for (int side : new int[] {-1, 1}) {
      Brush.softSpot(marks, side * Eyes.X, Eyes.Y - .06, .3, .2, shade, .34);
      Brush.softSpot(marks, side * .2, -.02, .1, .14, shade, .22);
      Brush.softSpot(marks, side * .085, .565, .06, .035, new Color(0x2A0E0C), .85);
      Brush.softLine(
          marks, Brush.arc(side * .2, .46, side * .235, .53, side * .19, .585), shade, .05, .5);
    }
    Brush.softSpot(marks, 0, .61, .17, .05, shade, .4);
    marks.dispose();
    return image;
  }

  void draw(Graphics2D frame, Duration sinceStart) {
    Motion.Pose pose = motion.at(sinceStart);
    draw(frame, script.at(sinceStart).muscles().blinking(pose.openness()), pose);
  }

  void draw(Graphics2D frame, Muscles muscles, Motion.Pose pose) {
    paintFace(muscles, pose);
    AffineTransform headPlace = headPlace(pose);
    frame.drawImage(hairBehind, headPlace, null);
    frame.drawImage(torso, bodyPlace(pose), null);
    frame.drawImage(turned(pose), headPlace, null);
  }

  private BufferedImage turned(Motion.Pose pose) {
    if (pose.head().yaw() == 0 && pose.head().pitch() == 0) {
      return face;
    }
    HeadTurn.apply(face, turned, grid, pose.head());
    return turned;
  }

  /** Half the head's width, pixels. */
  double size(Duration sinceStart) {
    return grid.scale() * motion.at(sinceStart).zoom();
  }

  /** Head and shoulders, about. */
  Area outline(Duration sinceStart) {
    Motion.Pose pose = motion.at(sinceStart);
    double size = grid.scale() * pose.zoom();
    var outline = new Area(headCircle(pose, size));
    double centreX = x + pose.dx();
    outline.add(
        new Area(
            new Rectangle2D.Double(
                centreX - 2.2 * size, y + pose.dy() + 2.2 * size, 4.4 * size, 11 * size)));
    return outline;
  }

  private Shape headCircle(Motion.Pose pose, double size) {
    Point2D middle = faceMiddle(pose);
    return Brush.oval(middle.getX(), middle.getY() - .3 * size, 1.15 * size, 1.5 * size);
  }

  private Point2D faceMiddle(Motion.Pose pose) {
    return headPlace(pose)
        .transform(
            new Point2D.Double(
                Grid.HALF_WIDTH * grid.scale(), (FACE_CENTRE - Grid.TOP) * grid.scale()),
            null);
  }

  private AffineTransform bodyPlace(Motion.Pose pose) {
    // A seated body follows the head by halves; a walking one goes with it.
    double follow = motion instanceof Sway ? .6 : 1;
    var place =
        AffineTransform.getTranslateInstance(x + pose.dx() * follow, y + pose.dy() * follow);
    if (!(motion instanceof Sway)) {
      place.scale(pose.zoom(), pose.zoom());
    }
    place.translate(Torso.left() * grid.scale(), Torso.top() * grid.scale());
    return place;
  }

  DrawnFace face(Duration sinceStart) {
    Motion.Pose pose = motion.at(sinceStart);
    Script.Moment moment = script.at(sinceStart);
    double half = FACE_HALF * grid.scale() * pose.zoom();
    Point2D middle = faceMiddle(pose);
    int side = (int) Math.round(2 * half);
    return new DrawnFace(
        number,
        new Box(
            (int) Math.round(middle.getX() - half),
            (int) Math.round(middle.getY() - half),
            side,
            side),
        moment.expression(),
        moment.settled(),
        pose.head(),
        1);
  }

  private AffineTransform headPlace(Motion.Pose pose) {
    var place = AffineTransform.getTranslateInstance(x + pose.dx(), y + pose.dy());
    // The head tilts about the neck.
    place.rotate(Math.toRadians(pose.head().roll()), 0, NECK * grid.scale() * pose.zoom());
    place.scale(pose.zoom(), pose.zoom());
    place.translate(-Grid.HALF_WIDTH * grid.scale(), Grid.TOP * grid.scale());
    return place;
  }

  private void paintFace(Muscles muscles, Motion.Pose pose) {
    Graphics2D graphics = face.createGraphics();
    graphics.setComposite(AlphaComposite.Src);
    graphics.drawImage(head, 0, 0, null);
    graphics.dispose();
    JawDrop.apply(head, face, grid, muscles.jaw());
    Graphics2D features = grid.graphics(face);
    creases.paint(features, muscles);
    eyes.paint(features, muscles, pose.gazeX(), pose.gazeY());
    brows.paint(features, muscles);
    mouth.paint(features, muscles);
    features.translate(-Grid.HALF_WIDTH, Grid.TOP);
    features.scale(1 / grid.scale(), 1 / grid.scale());
    features.drawImage(hairBefore, 0, 0, null);
    features.dispose();
  }
}
