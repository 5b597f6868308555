import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { openHttpStage } from "./http-stage.ts";

async function builtFaces(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "usher-web-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<title>Usher</title>");
  await writeFile(join(folder, "assets", "app-1a2b.js"), "export {};");
  return folder;
}

describeOnEachDatabase("the web faces", (database) => {
  test("are served, kept for ever where their name says so, and every page is their one document", async (t) => {
    const folder = await builtFaces();
    const stage = await openHttpStage(database(), { webFolder: folder });
    t.after(async () => {
      await stage.close();
      await rm(folder, { recursive: true });
    });
    for (const path of ["/", "/reservations/17?tab=history", "/admin/people"]) {
      const page = await stage.send(null, "GET", path);
      assert.deepEqual([page.status, page.text], [200, "<title>Usher</title>"], path);
      assert.equal(page.headers.get("cache-control"), "no-cache");
    }
    const script = await stage.send(null, "GET", "/assets/app-1a2b.js");
    assert.match(script.headers.get("cache-control") ?? "", /immutable/);
    assert.match(script.headers.get("content-type") ?? "", /javascript/);
    for (const path of ["/api/v1/nothing", "/assets/gone.js", "/auth/nothing"]) {
      const nothing = await stage.send(null, "GET", path);
      assert.deepEqual([nothing.status, nothing.body["code"]], [404, "route_not_found"], path);
    }
    await writeFile(join(folder, "..", `${basename(folder)}.txt`), "a secret");
    t.after(() => rm(`${folder}.txt`));
    for (const path of ["/..%2f..%2fetc%2fpasswd", `/..%2f${basename(folder)}.txt`]) {
      const outside = await stage.send(null, "GET", path);
      assert.ok(!/root:|a secret/.test(outside.text), path);
      assert.ok(outside.status < 500, `${path}: ${outside.status}`);
    }
  });

  test("are served whole after they were built anew under the running server", async (t) => {
    const folder = await builtFaces();
    const stage = await openHttpStage(database(), { webFolder: folder });
    t.after(async () => {
      await stage.close();
      await rm(folder, { recursive: true });
    });
    await rm(join(folder, "assets", "app-1a2b.js"));
    await writeFile(join(folder, "assets", "app-3c4d.js"), "export {};");
    assert.equal((await stage.send(null, "GET", "/assets/app-3c4d.js")).status, 200);
    assert.equal((await stage.send(null, "GET", "/assets/app-1a2b.js")).status, 404);
  });
});

describeOnEachDatabase("a client that runs wild", (database) => {
  test("is told to wait, while health is answered all the same", async (t) => {
    const stage = await openHttpStage(database(), { requestsPerMinuteMax: 3 });
    t.after(() => stage.close());
    for (let count = 0; count < 3; count++) {
      assert.equal((await stage.send(null, "GET", "/api/v1/buildings")).status, 401);
    }
    const told = await stage.send(null, "GET", "/api/v1/buildings");
    assert.deepEqual([told.status, told.body["code"]], [429, "too_many_requests"]);
    assert.ok(Number(told.headers.get("retry-after")) > 0);
    assert.equal((await stage.send(null, "GET", "/healthz")).status, 200);
  });
});
