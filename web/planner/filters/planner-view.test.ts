import assert from "node:assert/strict";
import { test } from "node:test";
import { firstDayOf, paramsOf, viewFrom } from "./planner-view.ts";
import { forgetView, readSavedViews, saveView } from "./saved-views.ts";

const TODAY = "2026-11-26";

test("a view goes through the address unchanged, and says only what is not usual", () => {
  const view = viewFrom(new URLSearchParams("span=week&snap=5&kind=desk&seats=3&name=oa"), TODAY);
  assert.deepEqual(viewFrom(paramsOf(view), "2000-01-01"), view);
  assert.equal(paramsOf(view, false).has("date"), false);
  const usual = viewFrom(new URLSearchParams("date=nonsense&snap=7&seats=-1&kind=tree"), TODAY);
  assert.equal(paramsOf(usual).toString(), `date=${TODAY}`);
});

test("a week is shown from its Monday on", () => {
  assert.equal(firstDayOf({ date: TODAY, span: "week" }), "2026-11-23");
  assert.equal(firstDayOf({ date: "2026-11-29", span: "week" }), "2026-11-23");
  assert.equal(firstDayOf({ date: TODAY, span: "day" }), TODAY);
});

test("views are kept for each person under their names, and what is not ours is none", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
  saveView(storage, "ada", { name: "Desks", query: "kind=desk" });
  saveView(storage, "ada", { name: "Big", query: "seats=20" });
  saveView(storage, "ada", { name: "Desks", query: "kind=desk&floor=2" });
  assert.deepEqual(readSavedViews(storage, "ada"), [
    { name: "Big", query: "seats=20" },
    { name: "Desks", query: "kind=desk&floor=2" },
  ]);
  forgetView(storage, "ada", "Big");
  assert.equal(readSavedViews(storage, "ada").length, 1);
  assert.deepEqual(readSavedViews(storage, "ben"), []);
  kept.set("usher.planner-views.ben", "[{");
  assert.deepEqual(readSavedViews(storage, "ben"), []);
});
