import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { refreshWith, requestTokens, tokensFor } from "./entra/entra-requests.ts";
import { startSimulator } from "./simulator.ts";
import {
  startTestSimulator,
  TEST_PEOPLE,
  TEST_REDIRECT_URI,
  type TestSimulator,
} from "./test-simulator.ts";

/** One secret for both starts, as a company has. */
const APPLICATION = { clientSecret: "a-secret-that-outlives-restarts" };

describe("a simulator that is started again on its data", () => {
  let dataFolder: string;
  let simulator: TestSimulator;
  const start = () => startTestSimulator({ dataFolder, application: APPLICATION });
  const restart = async (): Promise<void> => {
    await simulator.close();
    simulator = await start();
  };

  beforeEach(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), "simulator-restart-"));
    simulator = await start();
  });
  afterEach(async () => {
    await simulator.close();
    await rm(dataFolder, { recursive: true });
  });

  test("a connected account stays connected", async () => {
    const tokens = await tokensFor(simulator, TEST_PEOPLE.employee);
    await restart();
    assert.equal((await refreshWith(simulator, tokens)).status, 200);
  });

  test("an access token is still good", async () => {
    const { body } = await tokensFor(simulator, TEST_PEOPLE.employee);
    await restart();
    const check = await simulator.world.checkAccessToken(`Bearer ${String(body["access_token"])}`);
    assert.ok(check.valid);
  });

  test("what was revoked stays revoked", async () => {
    const tokens = await tokensFor(simulator, TEST_PEOPLE.employee);
    const user = simulator.world.directory.findUser(TEST_PEOPLE.employee);
    simulator.entra.sessions.revokeSessions(user?.id ?? "");
    await restart();
    assert.deepEqual((await refreshWith(simulator, tokens)).body["error_codes"], [50173]);
  });

  test("consents, disabled accounts, room settings and the consent policy are kept", async () => {
    const { directory } = simulator.world;
    const before = await tokensFor(simulator, TEST_PEOPLE.employee);
    const room = directory.findUser("room.wren@larkfield.example")?.room;
    const colleague = directory.findUser(TEST_PEOPLE.colleague);
    assert.ok(room && colleague);
    room.processing.allowConflicts = true;
    colleague.accountEnabled = false;
    directory.tenant.userConsentPolicy = "none";
    await restart();
    const later = simulator.world.directory;
    assert.equal(later.tenant.userConsentPolicy, "none");
    assert.equal(later.findUser(TEST_PEOPLE.colleague)?.accountEnabled, false);
    const laterRoom = later.findUser("room.wren@larkfield.example")?.room;
    assert.equal(laterRoom?.processing.allowConflicts, true);
    assert.equal((await refreshWith(simulator, before)).status, 200);
  });

  test("settings are kept, and what a start asks for goes before them", async () => {
    simulator.world.settings.defaultPageSize = 17;
    simulator.world.settings.serviceTimeMs = 5;
    await simulator.close();
    simulator = await startTestSimulator({ dataFolder, settings: { serviceTimeMs: 0 } });
    assert.equal(simulator.world.settings.defaultPageSize, 17);
    assert.equal(simulator.world.settings.serviceTimeMs, 0);
  });

  test("what an earlier version kept, without settings that have come since, opens", async () => {
    simulator.world.settings.delta.lagMs = 17;
    await simulator.close();
    const file = (name: string): string => path.join(dataFolder, "state", `${name}.json`);
    const kept = async (name: string): Promise<string> => await readFile(file(name), "utf8");
    const settings = (await kept("settings")).replace(/"masterLast":\w+,/, "");
    const directory = (await kept("directory")).replaceAll(/"bookingType":"\w+",?/g, "");
    await writeFile(file("settings"), settings);
    await writeFile(file("directory"), directory.replaceAll(",}", "}"));
    simulator = await start();
    assert.equal(simulator.world.settings.delta.lagMs, 17);
    assert.equal(simulator.world.settings.delta.masterLast, false);
    const room = simulator.world.directory.findUser("room.wren@larkfield.example")?.room;
    assert.equal(room?.processing.bookingType, "Standard");
  });

  test("clients trust the same authority as before", async () => {
    const before = simulator.caCertificatePem;
    await restart();
    assert.equal(simulator.caCertificatePem, before);
  });
});

describe("starting", () => {
  test("a taken port is told by the system's code, and nothing is left running", async () => {
    const first = await startTestSimulator();
    try {
      const options = { pagesPort: 0, dataFolder: null };
      const httpsPort = Number(new URL(first.httpsUrl).port);
      await assert.rejects(startSimulator({ ...options, httpsPort }), { code: "EADDRINUSE" });
    } finally {
      await first.close();
    }
  });

  test("the pages answer over plain HTTP, tokens only over HTTPS", async () => {
    const simulator = await startTestSimulator({ advertisePagesOverHttp: true });
    try {
      const page = new URL(`${simulator.pagesUrl}/${simulator.tenantId}/oauth2/v2.0/authorize`);
      page.searchParams.set("client_id", simulator.clientId);
      page.searchParams.set("redirect_uri", TEST_REDIRECT_URI);
      page.searchParams.set("response_type", "code");
      page.searchParams.set("scope", "openid");
      assert.match(await (await fetch(page)).text(), /Simulated Microsoft sign-in/);
      const token = await fetch(`${simulator.pagesUrl}/common/oauth2/v2.0/token`, {
        method: "POST",
        body: new URLSearchParams({ grant_type: "client_credentials" }),
      });
      assert.equal(token.status, 404);
    } finally {
      await simulator.close();
    }
  });

  test("discovery sends browsers to the plain pages only where that was asked for", async () => {
    for (const advertisePagesOverHttp of [true, false]) {
      const simulator = await startTestSimulator({ advertisePagesOverHttp });
      try {
        const url = `${simulator.httpsUrl}/${simulator.tenantId}/v2.0/.well-known/openid-configuration`;
        const metadata = (await (await fetch(url)).json()) as Record<string, string>;
        const expected = advertisePagesOverHttp ? simulator.pagesUrl : simulator.httpsUrl;
        assert.equal(new URL(metadata["authorization_endpoint"] ?? "").origin, expected);
        assert.equal(new URL(metadata["end_session_endpoint"] ?? "").origin, expected);
        assert.equal(new URL(metadata["token_endpoint"] ?? "").origin, simulator.httpsUrl);
      } finally {
        await simulator.close();
      }
    }
  });

  test("two simulators with one seed draw the same lifetimes", async () => {
    const lifetimes: unknown[] = [];
    for (const seed of [7, 7, 8]) {
      const simulator = await startTestSimulator({ seed });
      try {
        const form = {
          grant_type: "client_credentials",
          scope: "https://graph.microsoft.com/.default",
        };
        lifetimes.push((await requestTokens(simulator, form)).body["expires_in"]);
      } finally {
        await simulator.close();
      }
    }
    assert.equal(lifetimes[0], lifetimes[1]);
    assert.notEqual(lifetimes[0], lifetimes[2]);
  });
});
