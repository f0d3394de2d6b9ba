package io.moodstream.cameraproducer.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_PANIC;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.moodstream.pipeline.frames.JpegSize;
import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A JPEG as cameras send it: checked to be whole, its end marker added where only that is missing.
 */
public final class WholeJpeg {
  static {
    NativePictures.loadFfmpeg();
  }

  private static final int MARKER = 0xff;
  private static final int END_OF_IMAGE = 0xd9;

  private WholeJpeg() {}

  /**
   * @throws IOException if it is not a JPEG, is incomplete, or claims more pixels than it can hold
   */
  public static byte[] of(byte[] sent) throws IOException {
    JpegSize.requirePlausible(sent);
    if (hasEnd(sent)) {
      return sent;
    }
    byte[] ended = Arrays.copyOf(sent, sent.length + 2);
    ended[sent.length] = (byte) MARKER;
    ended[sent.length + 1] = (byte) END_OF_IMAGE;
    if (!decodes(ended)) {
      throw new IOException("a JPEG of %d bytes that is cut off".formatted(sent.length));
    }
    return ended;
  }

  /** In a picture's data ff is followed by 0 or a restart marker; junk may follow the end. */
  private static boolean hasEnd(byte[] jpeg) {
    for (int at = jpeg.length - 2; at > 1; at--) {
      if ((jpeg[at] & 0xff) == MARKER && jpeg[at + 1] != 0) {
        return (jpeg[at + 1] & 0xff) == END_OF_IMAGE;
      }
    }
    return false;
  }

  /** By a decoder that refuses missing data; OpenCV's fills them with gray. */
  private static boolean decodes(byte[] jpeg) {
    av_log_set_level(AV_LOG_PANIC);
    AVCodecContext decoder = avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_MJPEG));
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      decoder.err_recognition(AV_EF_EXPLODE | AV_EF_BITSTREAM | AV_EF_BUFFER);
      if (avcodec_open2(decoder, null, (AVDictionary) null) < 0
          || av_new_packet(packet, jpeg.length) < 0) {
        return false;
      }
      packet.data().put(jpeg);
      return avcodec_send_packet(decoder, packet) >= 0
          && avcodec_receive_frame(decoder, frame) >= 0;
    } finally {
      av_frame_free(frame);
      av_packet_free(packet);
      avcodec_free_context(decoder);
    }
  }
}
