// Two short tones. Browsers let a page sound only after the visitor has pressed something.

const HIGH = 880;
const LOW = 660;
const LENGTH = 0.18;

export const canSound = "AudioContext" in window;

let context = null;

export function alarm() {
  context ??= new AudioContext();
  [HIGH, LOW].forEach((frequency, index) => tone(frequency, context.currentTime + index * LENGTH));
}

function tone(frequency, begin) {
  const loudness = context.createGain();
  loudness.gain.setValueAtTime(0.2, begin);
  loudness.gain.exponentialRampToValueAtTime(0.001, begin + LENGTH);
  const source = context.createOscillator();
  source.frequency.value = frequency;
  source.connect(loudness).connect(context.destination);
  source.start(begin);
  source.stop(begin + LENGTH);
}
