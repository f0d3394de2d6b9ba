import assert from "node:assert/strict";
import { test } from "node:test";
import { Swaps } from "../../main/resources/io/moodstream/dashboard/page/assets/swaps.js";

const STEP = 10_000;
const window = (from, ...models) => [from, { models }];

test("the first model is not a swap", () => {
  const swaps = new Swaps();

  swaps.saw(1, 5_000);

  assert.deepEqual(swaps.since(0, [], STEP), []);
});

test("a swap seen in frames is marked at its frame", () => {
  const swaps = new Swaps();

  [[1, 5_000], [1, 6_000], [2, 7_000]].forEach(([model, at]) => swaps.saw(model, at));

  assert.deepEqual(swaps.since(0, [], STEP), [{ at: 7_000, model: 2 }]);
});

test("a swap inside a window is marked in its middle, one between windows at the edge", () => {
  const swaps = new Swaps().since(0, [window(0, 1), window(10_000, 1, 2), window(20_000, 3)], STEP);

  assert.deepEqual(swaps, [
    { at: 15_000, model: 2 },
    { at: 20_000, model: 3 },
  ]);
});

test("windows without a model keep the one before", () => {
  assert.deepEqual(new Swaps().since(0, [window(0, 1), window(10_000), window(20_000, 1)], STEP), []);
});

test("the exact mark replaces the one of its window", () => {
  const swaps = new Swaps();
  swaps.saw(1, 11_000);
  swaps.saw(2, 17_000);

  assert.deepEqual(swaps.since(0, [window(0, 1), window(10_000, 1, 2)], STEP), [{ at: 17_000, model: 2 }]);
});

test("swaps before the start are left out", () => {
  assert.deepEqual(new Swaps().since(16_000, [window(0, 1), window(10_000, 1, 2)], STEP), []);
});
