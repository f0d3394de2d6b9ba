// A steady beat: the timers of a page slow down when it is not in front, those of a worker do not.

addEventListener("message", ({ data: millis }) => setInterval(() => postMessage("beat"), millis));
