package io.moodstream.benchmarks.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small ext4 file system in a file, mounted by a loop device: its end can be reached, and it can
 * be made to fail. Needs root; without it the data are in an ordinary folder, which has no faults.
 */
final class Disk implements AutoCloseable {
  private static final long BYTES = 1L << 30;
  private static final int MEGABYTE = 1 << 20;

  private final Path image;
  private final Path folder;
  private final boolean mounted;

  private Disk(Path image, Path folder, boolean mounted) {
    this.image = image;
    this.folder = folder;
    this.mounted = mounted;
  }

  static Disk create(Path parent) throws IOException, InterruptedException {
    Path image = parent.resolve("disk.img");
    Path folder = Files.createDirectory(parent.resolve("disk"));
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    try {
      Shell.require("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
      mount(image, folder);
      return new Disk(image, folder, true);
    } catch (IOException e) {
      System.out.println("no faults of disks: " + e.getMessage());
      return new Disk(image, folder, false);
    }
  }

  private static void mount(Path image, Path folder) throws IOException, InterruptedException {
    Shell.require("mount", "-o", "loop,errors=remount-ro", image.toString(), folder.toString());
  }

  Path folder() {
    return folder;
  }

  boolean canFail() {
    return mounted;
  }

  /** Leaves no byte. */
  void fill() throws IOException {
    byte[] block = new byte[MEGABYTE];
    try (OutputStream out = Files.newOutputStream(filler())) {
      for (int size = MEGABYTE; size > 0; ) {
        try {
          out.write(block, 0, size);
        } catch (IOException full) {
          size /= 2;
        }
      }
    }
  }

  void empty() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** As the kernel does after an error of the device, with open files. */
  void turnReadOnly() throws IOException, InterruptedException {
    Shell.require("sync", "-f", folder.toString());
    String device = Shell.require("findmnt", "-n", "-o", "SOURCE", folder.toString());
    Path trigger =
        Path.of("/sys/fs/ext4", Path.of(device).getFileName().toString(), "trigger_fs_error");
    Files.writeString(trigger, "chaos");
  }

  /** No process may use it any more. */
  void repair() throws IOException, InterruptedException {
    Shell.require("umount", folder.toString());
    Shell.run("e2fsck", "-fy", image.toString());
    mount(image, folder);
  }

  @Override
  public void close() throws IOException {
    if (mounted) {
      try {
        Shell.run("umount", folder.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
