package io.moodstream.cameraproducer.scene.face;

import io.moodstream.pipeline.frames.Expression;

/**
 * What moves in a face. Lengths are in face units: half the width of the head; a positive length
 * goes up or out. After the action units of Ekman and Friesen's Facial Action Coding System.
 *
 * @param innerBrow rise of the brows' inner ends
 * @param outerBrow rise of the brows' outer ends
 * @param frown how far the brows are drawn together, 0 to 1
 * @param lids opening of the eyes, 0 closed, .7 at rest, 1.5 wide
 * @param squint rise of the lower lids, 0 to 1
 * @param corner rise of the mouth's corners
 * @param width change of the mouth's half width
 * @param open height of the opening between the lips
 * @param jaw fall of the jaw
 * @param snarl rise of the upper lip and wrinkling of the nose, 0 to 1
 * @param teeth how far teeth show in the opening, 0 to 1
 * @param press thinness of the lips, 0 to 1
 */
public record Muscles(
    double innerBrow,
    double outerBrow,
    double frown,
    double lids,
    double squint,
    double corner,
    double width,
    double open,
    double jaw,
    double snarl,
    double teeth,
    double press) {

  /** The full expression. */
  public static Muscles of(Expression expression) {
    return switch (expression) {
      case NEUTRAL -> new Muscles(-.05, -.01, 0, .69, .26, .01, .02, 0, 0, 0, 0, .1);
      case HAPPY -> new Muscles(.02, .03, 0, .8, .75, .15, .14, .17, .04, 0, 1, .2);
      case SAD -> new Muscles(.15, -.12, .4, .42, .8, -.1, -.05, .01, 0, .05, .05, .2);
      case ANGRY -> new Muscles(-.2, -.12, 1, .47, 1, -.12, -.04, .27, .15, .7, .7, .3);
      case SURPRISE -> new Muscles(.2, .2, 0, 1.45, 0, 0, -.1, .36, .2, 0, 0, 0);
      case FEAR -> new Muscles(.18, -.07, .7, 1.5, .1, -.12, .1, .19, .07, .02, .9, 0);
      case DISGUST -> new Muscles(-.12, 0, 1, .4, 1, -.03, 0, .27, .2, 1, .55, 0);
    };
  }

  /**
   * @param share 0 this, 1 the other
   */
  public Muscles towards(Muscles other, double share) {
    return new Muscles(
        mix(innerBrow, other.innerBrow, share),
        mix(outerBrow, other.outerBrow, share),
        mix(frown, other.frown, share),
        mix(lids, other.lids, share),
        mix(squint, other.squint, share),
        mix(corner, other.corner, share),
        mix(width, other.width, share),
        mix(open, other.open, share),
        mix(jaw, other.jaw, share),
        mix(snarl, other.snarl, share),
        mix(teeth, other.teeth, share),
        mix(press, other.press, share));
  }

  /**
   * @param openness 1 as it is, 0 with closed eyes
   */
  public Muscles blinking(double openness) {
    return new Muscles(
        innerBrow,
        outerBrow,
        frown,
        lids * openness,
        squint,
        corner,
        width,
        open,
        jaw,
        snarl,
        teeth,
        press);
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
