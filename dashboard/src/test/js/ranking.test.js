import assert from "node:assert/strict";
import { test } from "node:test";
import { comparison, measurement, ranked } from "../../main/resources/io/moodstream/dashboard/page/assets/ranking.js";

const FER = { source: "fer2013.tar.gz", split: "test", images: 3589, low95: 0.698, high95: 0.728 };
const OWN = { source: "mine", split: "test", images: 56, low95: 0.701, high95: 0.9 };
const champion = { version: 1, aliases: ["champion"], accuracy: 0.713, measured: FER };
const worse = { version: 2, aliases: [], accuracy: 0.611, measured: { ...FER, low95: 0.595, high95: 0.627 } };
const few = { version: 3, aliases: [], accuracy: 0.821, measured: OWN };
const unknown = { version: 4, aliases: [], accuracy: 0.9, measured: null };

test("56 own pictures do not outrank 3,589 faces", () => {
  const order = ranked([unknown, few, worse, champion]).map(({ version }) => version);

  assert.deepEqual(order, [1, 2, 3, 4]);
});

test("an accuracy comes with its faces and its interval", () => {
  assert.equal(measurement(few), "82.1 % of 56 faces (70.1 – 90.0 %)");
  assert.equal(measurement(unknown), "");
});

test("models of one test set are compared, others are not", () => {
  assert.equal(
    comparison(worse, champion),
    "On the same test faces, fer2013.tar.gz (test): model 2 is right on 61.1 % of 3,589 faces (59.5 – 62.7 %), " +
      "model 1 is right on 71.3 % of 3,589 faces (69.8 – 72.8 %). The intervals do not overlap.",
  );
  assert.match(comparison(few, champion), /^There is no common test set, so these figures cannot be compared: model 3 /);
  assert.match(comparison(unknown, champion), /^There is no common test set: a card does not state/);
  assert.equal(comparison(champion, champion), "");
});
