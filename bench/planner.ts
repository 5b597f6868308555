/**
 * `npm run bench:planner`: the planner's schedule with 500 spaces and 5,000 reservations in a day,
 * in a real browser and by the server alone; prints JSON. `--keep` leaves everything running, and
 * says where. Needs the built web faces (`npm run build`).
 */
import { cpus, loadavg } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { Client } from "pg";
import type { Page } from "playwright-core";
import { readDemoTenant } from "../scripts/demo-organisation.ts";
import { launchChromium } from "../test/browser/chromium.ts";
import { personAtBrowser } from "../test/browser/in-the-browser.ts";
import { signIn, startUsherWorld, type UsherWorld } from "../test/support/usher-world.ts";

const SPACES = 500;
const RESERVATIONS_A_SPACE = 10;
const REQUESTS = 30;
const FIRST_VIEWS = 5;
const { values } = parseArgs({ options: { keep: { type: "boolean", default: false } } });

/** Half of them written to the calendar by a lane, as in an office that is in step. */
async function fill(url: string, day: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`update building set active = false`);
  await client.query(
    `insert into building (id, name, time_zone)
     select gen_random_uuid(), 'House ' || n, 'Europe/Berlin' from generate_series(1, 5) n`,
  );
  await client.query(
    `insert into space (id, building_id, module_id, name, kind, floor, capacity)
     select gen_random_uuid(), b.id, (select id from reservable_module order by name limit 1),
       'Space ' || to_char(n, '000'), case when n % 4 = 0 then 'desk' else 'room' end,
       (n / 5 % 6)::text, 1 + n % 12
     from generate_series(1, $1::int) n
     join building b on b.name = 'House ' || 1 + n % 5`,
    [SPACES],
  );
  await client.query(
    `insert into reservable_sync_configuration (id, space_id, provider_id, room_mailbox, active)
     select gen_random_uuid(), s.id, (select id from calendar_provider limit 1),
       'bench' || row_number() over () || '@larkfield.example', true
     from space s join building b on b.id = s.building_id and b.active where s.kind = 'room'`,
  );
  await client.query(
    `with made as (
       insert into reservation (id, kind, state, space_id, subject, start_at, end_at, time_zone,
         requested_for, channel, sub_source, last_updated_channel, last_updated_sub_source, origin,
         sync_mailbox, sync_state, attendees)
       select gen_random_uuid(), 'single',
         case when k = 3 then 'awaiting_confirmation' else 'confirmed' end, s.id,
         'Meeting ' || k || ' of ' || s.name, $1::timestamptz + k * interval '70 minutes',
         $1::timestamptz + k * interval '70 minutes' + interval '45 minutes', 'Europe/Berlin',
         p.ids[1 + (k * 7 + s.place) % array_length(p.ids, 1)], 'portal', 'bench', 'portal', 'bench',
         case when k % 5 = 4 then 'calendar' else 'usher' end,
         case when s.kind = 'room' then 'user' else 'none' end,
         case when s.kind <> 'room' then 'not_required'
           when k % 2 = 0 then 'synchronized' else 'sync_enqueued' end, '[]'
       from (select s.*, row_number() over (order by s.name)::int as place from space s
         join building b on b.id = s.building_id and b.active) s,
         generate_series(0, $2::int - 1) k, (select array_agg(id) as ids from person) p
       returning id, space_id, start_at, end_at, origin, sync_mailbox)
     , held as (insert into space_hold (reservation_id, space_id, start_at, end_at)
       select id, space_id, start_at, end_at from made)
     insert into sync_event (reservation_id, provider_id, type, state, policy_row, mailbox,
       sync_mailbox, credential, channel, may_have_been_sent, processed_at)
     select id, (select id from calendar_provider limit 1), 'create', 'processed', 'C1',
       'bench@larkfield.example', 'user', 'application', 'portal', true, now()
     from made where origin = 'usher' and sync_mailbox = 'user'`,
    [`${day}T06:00:00Z`, RESERVATIONS_A_SPACE],
  );
  await client.query("vacuum analyze");
  await client.end();
}

function figures(timesMs: readonly number[]): object {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), longest: at(0.999), count: sorted.length };
}

/** From the request to the last byte, as one program asks after the other. */
async function measureServer({ url }: UsherWorld, day: string): Promise<object> {
  const session = await signIn(url, readDemoTenant().administrator);
  const path = `/api/v1/schedule?from=${day}T00:00:00Z&to=${day}T23:59:00Z`;
  const times: number[] = [];
  let bytes = 0;
  for (let request = 0; request < REQUESTS + 3; request++) {
    const beganMs = performance.now();
    const text = await (await session.request("GET", path)).text();
    // The first few warm it up.
    if (request >= 3) times.push(performance.now() - beganMs);
    bytes = text.length;
  }
  return { ...figures(times), bytes };
}

async function firstView(page: Page, path: string): Promise<number> {
  const beganMs = performance.now();
  await page.goto(path, { waitUntil: "commit" });
  await page.locator("[data-bar]").first().waitFor();
  return performance.now() - beganMs;
}

const WATCH_FRAMES = `(() => {
  window.frames_ms = [];
  window.watches = true;
  let before = performance.now();
  const step = (now) => {
    window.frames_ms.push(now - before);
    before = now;
    if (window.watches) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})()`;
const SCROLL = `(async () => {
  const scroller = document.querySelector(".planner-scroll");
  for (let frame = 0; frame < 240; frame++) {
    scroller.scrollBy(frame % 3 === 0 ? 6 : 0, frame < 120 ? 90 : -60);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
})()`;

/** How long frames take while the page does something. */
async function framesDuring(page: Page, act: () => Promise<void>): Promise<object> {
  await page.evaluate(WATCH_FRAMES);
  await act();
  const watched = await page.evaluate<number[]>("(window.watches = false, window.frames_ms)");
  // The first are those of the watch itself.
  const frames = watched.slice(2);
  return { ...figures(frames), over_50_ms: frames.filter((ms) => ms > 50).length };
}

async function drag(page: Page): Promise<void> {
  const bars = page.locator("[data-bar]:not([data-dimmed])");
  const box = await bars.nth(6).boundingBox();
  if (box === null) throw new Error("there is no bar to drag");
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.mouse.down();
  for (let step = 0; step < 120; step++) {
    await page.mouse.move(box.x + box.width / 2 + step * 3, box.y + 20 + Math.sin(step / 9) * 90);
  }
  await page.keyboard.press("Escape");
  await page.mouse.up();
}

const world = await startUsherWorld({
  database: "server",
  simulatorIsKept: false,
  environment: { USHER_SERVICES: "web" },
});
const browser = await launchChromium();
try {
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await fill(world.databaseUrl ?? "", day);
  const path = `/planner?date=${day}`;
  const amara = await personAtBrowser(browser, world);
  await amara.signIn("Amara Lindqvist");
  const cold: number[] = [];
  for (let view = 0; view < FIRST_VIEWS; view++) cold.push(await firstView(amara.page, path));
  const answer = {
    at: new Date().toISOString(),
    machine: { cores: cpus().length, model: cpus()[0]?.model, node: process.version },
    load_average: loadavg(),
    spaces: SPACES,
    reservations: SPACES * RESERVATIONS_A_SPACE,
    server_ms: await measureServer(world, day),
    first_view_ms: figures(cold),
    scroll_frames_ms: await framesDuring(amara.page, () => amara.page.evaluate(SCROLL)),
    drag_frames_ms: await framesDuring(amara.page, () => drag(amara.page)),
    troubles: amara.troubles,
  };
  console.log(JSON.stringify(answer, null, 2));
  if (values.keep) {
    console.log(`${world.url}${path}`);
    await new Promise((resolve) => process.once("SIGTERM", resolve));
  }
} finally {
  await browser.close();
  await world.close();
}
