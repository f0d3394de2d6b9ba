package io.moodstream.cameraproducer.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.moodstream.cameraproducer.picture.JpegEncoder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A small RTSP camera (RFC 2326) that sends motion JPEG (RFC 2435) through the same connection. A
 * white square travels over a dark ground, 320 x 240.
 */
public final class TestRtspCamera implements LoopbackServer.Conversation {
  private static final int PAYLOAD_JPEG = 26;
  private static final int LARGEST_PACKET = 1_400;
  private static final String SDP =
      """
      v=0
      o=- 0 0 IN IP4 127.0.0.1
      s=test
      c=IN IP4 127.0.0.1
      t=0 0
      m=video 0 RTP/AVP 26
      a=control:track1
      """;

  private final double rate;
  private final int pictures;
  private final Optional<String> authorization;
  private int packet;

  /**
   * @param pictures how many it sends before it falls silent without hanging up
   * @param authorization the header's value that it demands
   */
  TestRtspCamera(double rate, int pictures, Optional<String> authorization) {
    this.rate = rate;
    this.pictures = pictures;
    this.authorization = authorization;
  }

  public static LoopbackServer.Conversation live(double rate) {
    return (in, out) -> new TestRtspCamera(rate, Integer.MAX_VALUE, Optional.empty()).hold(in, out);
  }

  @Override
  public void hold(InputStream in, OutputStream out) throws IOException, InterruptedException {
    while (true) {
      List<String> request = LoopbackServer.request(in);
      if (request.isEmpty()) {
        return;
      }
      String method = request.get(0).split(" ", 2)[0];
      if (!mayEnter(request)) {
        reply(out, request, "401 Unauthorized", "WWW-Authenticate: Basic realm=\"cam\"\r\n", "");
        continue;
      }
      switch (method) {
        case "OPTIONS" ->
            reply(out, request, "200 OK", "Public: OPTIONS, DESCRIBE, SETUP, PLAY\r\n", "");
        case "DESCRIBE" -> reply(out, request, "200 OK", "Content-Type: application/sdp\r\n", SDP);
        case "SETUP" ->
            reply(
                out,
                request,
                "200 OK",
                "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n",
                "");
        case "PLAY" -> {
          reply(out, request, "200 OK", "Session: 1\r\n", "");
          play(new DataOutputStream(out));
          Thread.currentThread().join();
        }
        default -> reply(out, request, "200 OK", "Session: 1\r\n", "");
      }
    }
  }

  private boolean mayEnter(List<String> request) {
    return authorization.isEmpty()
        || request.get(0).startsWith("OPTIONS")
        || request.contains("Authorization: " + authorization.get());
  }

  private static void reply(
      OutputStream out, List<String> request, String status, String headers, String body)
      throws IOException {
    String sequence = request.stream().filter(line -> line.startsWith("CSeq")).findFirst().get();
    String text =
        "RTSP/1.0 %s\r\n%s\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, sequence, headers, body.length(), body);
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private void play(DataOutputStream out) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int number = 0; number < pictures; number++) {
      send(out, JpegEncoder.encode(TestVideo.picture(320, 240, number)).bytes(), number);
      NANOSECONDS.sleep(start + Math.round((number + 1) * 1e9 / rate) - System.nanoTime());
    }
  }

  private void send(DataOutputStream out, byte[] jpeg, int number) throws IOException {
    var tables = new ByteArrayOutputStream();
    int scan = scan(jpeg, tables);
    int end = jpeg.length - 2;
    for (int from = scan; from < end; ) {
      boolean first = from == scan;
      int length = Math.min(LARGEST_PACKET, end - from);
      boolean last = from + length == end;
      int tableBytes = first ? 4 + tables.size() : 0;
      // RFC 2326, 10.12: a dollar, the channel, the length.
      out.writeByte('$');
      out.writeByte(0);
      out.writeShort(12 + 8 + tableBytes + length);
      // RFC 3550, 5.1.
      out.writeByte(0x80);
      out.writeByte((last ? 0x80 : 0) | PAYLOAD_JPEG);
      out.writeShort(packet++);
      out.writeInt((int) Math.round(number * 90_000 / rate));
      out.writeInt(1);
      // RFC 2435, 3.1: offset, 4:2:0, tables in the stream, size in blocks of eight.
      out.writeInt(from - scan);
      out.writeByte(1);
      out.writeByte(255);
      out.writeByte(320 / 8);
      out.writeByte(240 / 8);
      if (first) {
        out.writeShort(0);
        out.writeShort(tables.size());
        tables.writeTo(out);
      }
      out.write(jpeg, from, length);
      from += length;
    }
    out.flush();
  }

  /** Collects the quantisation tables; returns where the entropy-coded data begin. */
  private static int scan(byte[] jpeg, ByteArrayOutputStream tables) {
    int position = 2;
    while (true) {
      int marker = jpeg[position + 1] & 0xff;
      int length = ((jpeg[position + 2] & 0xff) << 8) | (jpeg[position + 3] & 0xff);
      if (marker == 0xDB) {
        for (int at = position + 4; at < position + 2 + length; at += 65) {
          tables.write(jpeg, at + 1, 64);
        }
      }
      position += 2 + length;
      if (marker == 0xDA) {
        return position;
      }
    }
  }
}
