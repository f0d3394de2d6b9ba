package io.moodstream.pipeline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NativeCodeTest {
  @Test
  void shouldNameTheMissingLibraryBehindAClassThatCannotBeInitialized() {
    var linker =
        new UnsatisfiedLinkError(
            "/tmp/cache/libjniopencv_core.so: libgomp.so.1: cannot open shared object file: No such"
                + " file or directory");
    var problem = new NoClassDefFoundError("Could not initialize class CascadeClassifier");
    problem.initCause(new ExceptionInInitializerError(linker));

    assertThat(NativeCode.explain(problem))
        .isEqualTo(
            "native code cannot be loaded: this machine has no libgomp.so.1. Install the package"
                + " that contains it (Debian, Ubuntu: apt-file search libgomp.so.1), or use the"
                + " container image");
  }

  @Test
  void shouldNameTheWayOutOfANoexecFolder() {
    var problem =
        new UnsatisfiedLinkError(
            "/tmp/c/libjnijavacpp.so: /tmp/c/libjnijavacpp.so: failed to map segment from shared"
                + " object");

    assertThat(NativeCode.explain(problem))
        .startsWith("native code cannot be loaded from /tmp/c/libjnijavacpp.so: ")
        .contains("noexec", "-Dorg.bytedeco.javacpp.cachedir=FOLDER");
  }

  @Test
  void shouldNameTheCLibraryThatIsNeeded() {
    var problem =
        new UnsatisfiedLinkError("/tmp/x.so: /lib/libc.so.6: version `GLIBC_2.38' not found");

    assertThat(NativeCode.explain(problem)).contains("it needs GLIBC_2.38");
  }

  @Test
  void shouldKeepAnyOtherMessage() {
    assertThat(NativeCode.explain(new NoSuchMethodError("void Foo.bar()")))
        .isEqualTo("native code cannot be loaded: java.lang.NoSuchMethodError: void Foo.bar()");
  }

  @Test
  void shouldLoadOnOneThreadAtATime() throws InterruptedException {
    var second = new Thread(() -> NativeCode.load(Second.class), "second");
    SECOND.set(second);

    NativeCode.load(First.class);

    second.join();
    assertThat(Second.loaded).isTrue();
  }

  private static final AtomicReference<Thread> SECOND = new AtomicReference<>();

  private static boolean secondIsWaiting() {
    return SECOND.get().getState() == Thread.State.BLOCKED;
  }

  /** Loads for as long as the other thread needs to come to the door. */
  private static final class First {
    static {
      SECOND.get().start();
      await().until(NativeCodeTest::secondIsWaiting);
    }
  }

  private static final class Second {
    static final boolean loaded = true;
  }
}
