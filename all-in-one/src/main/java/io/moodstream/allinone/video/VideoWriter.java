package io.moodstream.allinone.video;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_d2q;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.moodstream.cameraproducer.picture.NativePictures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures as H.264 into an MP4 file, which browsers play. Each picture keeps its own time,
 * so that a variable frame rate stays what it is. Owns its native memory; used by one thread.
 */
final class VideoWriter implements AutoCloseable {
  static {
    NativePictures.loadFfmpeg();
  }

  /** Ticks a second, as usual for video: common frame rates are whole numbers of them. */
  private static final int CLOCK = 90_000;

  /** Pixels; the encoder takes no more. */
  private static final int LONGEST_SIDE = 3840;

  private static final int BITS_PER_PIXEL = 4;
  private static final int ERROR_LENGTH = 200;

  private final Path file;
  private final AVFormatContext format = new AVFormatContext(null);
  private final AVCodecContext codec;
  private final AVStream stream;
  private final AVFrame frame;
  private final AVPacket packet;
  private final long nominalTicks;
  private @Nullable SwsContext scaler;
  private long lastTicks = -1;

  /**
   * @param rate pictures a second, roughly; how long the last picture is shown depends on it
   * @throws IOException if the file cannot be written; the message is for the user
   */
  VideoWriter(Path file, int width, int height, double rate) throws IOException {
    this.file = file;
    this.nominalTicks = Math.round(CLOCK / rate);
    AVCodec encoder = avcodec_find_encoder_by_name("libopenh264");
    if (encoder == null) {
      throw new IOException("cannot write %s: FFmpeg has no H.264 encoder here".formatted(file));
    }
    codec = avcodec_alloc_context3(encoder);
    frame = av_frame_alloc();
    packet = av_packet_alloc();
    try {
      check(avformat_alloc_output_context2(format, null, "mp4", file.toAbsolutePath().toString()));
      stream = avformat_new_stream(format, encoder);
      open(encoder, width, height, rate);
    } catch (IOException e) {
      release();
      throw e;
    }
  }

  private void open(AVCodec encoder, int width, int height, double rate) throws IOException {
    double scale = Math.min(1, LONGEST_SIDE / (double) Math.max(width, height));
    codec
        .width(even(width * scale))
        .height(even(height * scale))
        .pix_fmt(AV_PIX_FMT_YUV420P)
        .color_range(AVCOL_RANGE_MPEG)
        .colorspace(AVCOL_SPC_SMPTE170M)
        .time_base(av_make_q(1, CLOCK))
        .framerate(av_d2q(rate, CLOCK))
        .bit_rate((long) codec.width() * codec.height() * BITS_PER_PIXEL)
        .gop_size(Math.max(1, (int) (2 * rate)))
        .flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    withOptions(Map.of("rc_mode", "quality"), options -> avcodec_open2(codec, encoder, options));
    check(avcodec_parameters_from_context(stream.codecpar(), codec));
    stream.time_base(codec.time_base());
    var io = new AVIOContext(null);
    check(avio_open(io, file.toAbsolutePath().toString(), AVIO_FLAG_WRITE));
    format.pb(io);
    // The index comes first, so that a browser begins to play before it has the whole file.
    withOptions(Map.of("movflags", "faststart"), options -> avformat_write_header(format, options));
    frame.format(codec.pix_fmt()).width(codec.width()).height(codec.height());
    check(av_frame_get_buffer(frame, 0));
  }

  /** Video codecs want even sides. */
  private static int even(double side) {
    return Math.max(2, (int) Math.round(side) & ~1);
  }

  /**
   * @param picture 8 bits of blue, green and red a pixel
   * @param at from the beginning; later than the picture before
   */
  @SuppressWarnings("try") // A scope frees what is made inside it; it is never mentioned there.
  void add(Mat picture, Duration at) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      check(av_frame_make_writable(frame));
      scaler =
          sws_getCachedContext(
              scaler,
              picture.cols(),
              picture.rows(),
              AV_PIX_FMT_BGR24,
              codec.width(),
              codec.height(),
              codec.pix_fmt(),
              SWS_BILINEAR,
              null,
              null,
              (DoublePointer) null);
      sws_scale(
          scaler,
          // FFmpeg looks at four planes, of which a packed format uses one.
          new PointerPointer<>(picture.data(), null, null, null),
          new IntPointer(Math.toIntExact(picture.step()), 0, 0, 0),
          0,
          picture.rows(),
          frame.data(),
          frame.linesize());
      lastTicks = Math.max(lastTicks + 1, at.toNanos() * CLOCK / 1_000_000_000);
      frame.pts(lastTicks);
      encode(frame);
    }
  }

  /**
   * @param picture null for the end
   */
  private void encode(@Nullable AVFrame picture) throws IOException {
    check(avcodec_send_frame(codec, picture));
    int result = avcodec_receive_packet(codec, packet);
    while (result != AVERROR_EAGAIN() && result != AVERROR_EOF()) {
      check(result);
      packet.stream_index(stream.index()).duration(nominalTicks);
      av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
      check(av_interleaved_write_frame(format, packet));
      result = avcodec_receive_packet(codec, packet);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      encode(null);
      check(av_write_trailer(format));
    } finally {
      release();
    }
  }

  private void release() {
    if (format.pb() != null) {
      avio_closep(format.pb());
    }
    if (scaler != null) {
      sws_freeContext(scaler);
    }
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(codec);
    avformat_free_context(format);
  }

  /** A call of FFmpeg that takes options. */
  private interface Call {
    int with(AVDictionary options);
  }

  private void withOptions(Map<String, String> options, Call call) throws IOException {
    var dictionary = new AVDictionary(null);
    options.forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
    try {
      check(call.with(dictionary));
    } finally {
      av_dict_free(dictionary);
    }
  }

  private void check(int result) throws IOException {
    if (result < 0) {
      var text = new byte[ERROR_LENGTH];
      av_strerror(result, text, text.length);
      throw new IOException("cannot write %s: %s".formatted(file, new String(text, UTF_8).trim()));
    }
  }
}
