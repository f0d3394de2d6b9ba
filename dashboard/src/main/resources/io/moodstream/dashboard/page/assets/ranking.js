// Which of the models is right more often: only figures of the same test faces can be compared.

import { count, exactPercent } from "./format.js";

const testSet = ({ measured }) => (measured ? JSON.stringify([measured.source, measured.split, measured.images]) : "");

/**
 * The models in their order on the page: those that were measured on the champion's test faces first, then those of
 * the next test set; in each the most accurate first, of two alike the later version.
 */
export function ranked(models) {
  const champion = models.find(({ aliases }) => aliases.includes("champion"));
  const first = champion ? testSet(champion) : "";
  const place = (model) => (testSet(model) === first ? 0 : model.measured ? 1 : 2);
  return [...models].sort(
    (a, b) =>
      place(a) - place(b) ||
      testSet(a).localeCompare(testSet(b)) ||
      (b.accuracy ?? -1) - (a.accuracy ?? -1) ||
      b.version - a.version,
  );
}

/** "71.3 % of 3,589 faces (69.8 – 72.8 %)"; empty where the card states no number of faces. */
export function measurement({ accuracy, measured }) {
  return measured
    ? `${exactPercent(accuracy)} of ${count(measured.images)} faces (${interval(measured)})`
    : "";
}

/** "69.8 – 72.8 %" */
export function interval({ low95, high95 }) {
  return `${(low95 * 100).toFixed(1)} – ${exactPercent(high95)}`;
}

/** What a visitor must know of both before one is promoted over the other. */
export function comparison(model, champion) {
  if (!champion || champion.version === model.version) {
    return "";
  }
  const both = [model, champion];
  if (both.some(({ measured }) => !measured)) {
    return "There is no common test set: a card does not state on how many faces it was measured.";
  }
  const [mine, other] = both.map((one) => `model ${one.version} is right on ${measurement(one)}`);
  if (testSet(model) !== testSet(champion)) {
    return (
      `There is no common test set, so these figures cannot be compared: ${mine} of ${place(model)}, ` +
      `${other} of ${place(champion)}. Measure both with: moodstream evaluate --model BUNDLE --data DATA`
    );
  }
  return `On the same test faces, ${place(model)}: ${mine}, ${other}. ${difference(model, champion)}`;
}

const place = ({ measured }) => `${measured.source} (${measured.split})`;

function difference({ measured: a }, { measured: b }) {
  if (a.low95 > b.high95 || b.low95 > a.high95) {
    return "The intervals do not overlap.";
  }
  return "The 95% intervals overlap: the difference may be chance.";
}
