package io.moodstream.dashboard.notices;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as an inline SVG: black on white in every theme, so that cameras read it. */
final class QrSvg {
  /** Light modules around it, as ISO/IEC 18004 demands. */
  private static final int MARGIN = 4;

  private QrSvg() {}

  /**
   * @param label what it is, for those who do not see it; escaped
   */
  static String of(String text, String label) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    var path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append("M%d %dh1v1h-1z".formatted(x + MARGIN, y + MARGIN));
        }
      }
    }
    int side = code.size + 2 * MARGIN;
    return """
        <svg class="qr" data-testid="qr" role="img" aria-label="%s" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
        <rect width="%d" height="%d" fill="#fff"/><path d="%s" fill="#000"/></svg>"""
        .formatted(label, side, side, side, side, path);
  }
}
