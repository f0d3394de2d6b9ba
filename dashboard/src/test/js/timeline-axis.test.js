import assert from "node:assert/strict";
import { test } from "node:test";
import { wholeMinutes } from "../../main/resources/io/moodstream/dashboard/page/assets/timeline-axis.js";

const MINUTE = 60_000;

for (const minutes of [5, 15, 60, 240]) {
  test(`an axis of ${minutes} minutes has at most six ticks, each on a whole minute`, () => {
    const min = 7 * MINUTE + 13_000;
    const max = min + minutes * MINUTE;

    const ticks = wholeMinutes(min, max).map(({ value }) => value);

    assert.ok(ticks.length >= 2 && ticks.length <= 6, `${ticks.length} ticks`);
    assert.ok(ticks.every((value) => value % MINUTE === 0 && value > min && value < max));
  });
}
