import assert from "node:assert/strict";
import { test } from "node:test";
import { labelPlaces } from "../../main/resources/io/moodstream/dashboard/page/assets/swaps.js";

const AREA = { left: 40, right: 340, top: 10, bottom: 80 };
const label = (x) => ({ x, width: 60 });

function overlap(one, other) {
  return Math.abs(one.left - other.left) < 60 && Math.abs(one.top - other.top) < 18;
}

test("a label is centred on its mark and stays inside the chart", () => {
  assert.deepEqual(labelPlaces([label(200)], AREA), [{ left: 170, top: 12 }]);
  assert.equal(labelPlaces([label(41)], AREA)[0].left, 40);
  assert.equal(labelPlaces([label(339)], AREA)[0].left, 280);
});

test("labels of swaps soon after each other do not overlap", () => {
  const places = labelPlaces([label(100), label(110), label(150), label(200)], AREA);

  places.forEach((one, i) => places.slice(i + 1).forEach((other) => assert.ok(!overlap(one, other))));
});

test("a label without room is left out", () => {
  const places = labelPlaces([label(100), label(101), label(102), label(103)], AREA);

  assert.deepEqual(places.map((place) => place !== null), [true, true, true, false]);
});
