import type { Temporal } from "temporal-polyfill";
import type { DirectoryUser } from "../directory/directory.ts";
import type { EventView } from "../mailbox/event-view.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { msToWallTime } from "../mailbox/wall-time.ts";
import { html, type Html } from "../pages/html.ts";
import type { CalendarWeek } from "./calendar-week.ts";
import { encodeViewId, revisionOf } from "./event-links.ts";

/** What stands on the page beside the calendar: whose it is, and what just happened. */
export interface MailboxFrame {
  readonly owner: DirectoryUser;
  /** IANA zone that times are shown in. */
  readonly zone: string;
  readonly mailbox: Mailbox;
}

const MAILS_SHOWN = 12;

/** Everybody whose calendar can be opened. */
export function directoryPage(
  people: readonly DirectoryUser[],
  rooms: readonly DirectoryUser[],
): Html {
  const list = (users: readonly DirectoryUser[]): Html =>
    html`<ul class="directory">
      ${users.map(
        (user) =>
          html`<li>
            <a href="/outlook/${user.mail}"
              ><strong>${user.displayName}</strong><br />${user.mail}</a
            >
          </li>`,
      )}
    </ul>`;
  return html`<h1>Whose calendar?</h1>
    <h2>People</h2>
    ${list(people)}
    <h2>Rooms</h2>
    ${list(rooms)}`;
}

/** A week of one mailbox, and the mail about meetings that it received. */
export function weekPage(frame: MailboxFrame, week: CalendarWeek): Html {
  const { owner, mailbox } = frame;
  const link = (date: Temporal.PlainDate): string =>
    `/outlook/${encodeURIComponent(owner.mail)}?date=${date.toString()}`;
  return html`<header class="bar">
      <h1>${owner.displayName}</h1>
      <p>${owner.mail} · times in ${frame.zone}</p>
      <nav aria-label="Week">
        <a href="${link(week.monday.subtract({ weeks: 1 }))}">Previous week</a>
        <a href="/outlook/${owner.mail}">This week</a>
        <a href="${link(week.monday.add({ weeks: 1 }))}">Next week</a>
        ${
          owner.kind === "person"
            ? html`<a class="primary" href="/outlook/${owner.mail}/new">New meeting</a>`
            : ""
        }
      </nav>
    </header>
    <ol class="week" data-revision="${revisionOf(mailbox)}">
      ${week.days.map((day) => dayColumn(frame, day))}
    </ol>
    ${mailList(mailbox)}
    <script src="/outlook/refresh.js" defer></script>`;
}

function dayColumn(frame: MailboxFrame, day: CalendarWeek["days"][number]): Html {
  const heading = day.date.toLocaleString("en", {
    weekday: "short",
    day: "numeric",
    month: "short",
  });
  return html`<li class="${day.isToday ? "day today" : "day"}">
    <h2>${heading}</h2>
    ${day.events.length === 0 ? html`<p class="quiet">No meetings</p>` : ""}
    <ul>
      ${day.events.map((view) => eventCard(frame, view))}
    </ul>
  </li>`;
}

function eventCard({ owner, zone }: MailboxFrame, view: EventView): Html {
  const { item } = view;
  const status = item.isOrganizer ? "organizer" : item.myResponse.response;
  return html`<li class="event ${status} ${item.isCancelled ? "cancelled" : ""}">
    <a href="/outlook/${owner.mail}/events/${encodeViewId(view)}">
      <span class="time">${clockTime(view.startMs, zone)} – ${clockTime(view.endMs, zone)}</span>
      <strong>${item.subject || "(no subject)"}</strong>
      <span class="place">${item.locations.map(({ displayName }) => displayName).join(", ")}</span>
      <span class="status">${describeStatus(view)}</span>
    </a>
  </li>`;
}

function mailList(mailbox: Mailbox): Html {
  const newest = mailbox.inbox.slice(-MAILS_SHOWN).toReversed();
  if (newest.length === 0) return html``;
  return html`<section aria-labelledby="mail">
    <h2 id="mail">Mail about meetings</h2>
    <ul class="mail">
      ${newest.map(
        (message) =>
          html`<li>
            <strong>${message.subject}</strong> from ${message.fromName}
            ${message.text ? html`<p>${message.text}</p>` : ""}
          </li>`,
      )}
    </ul>
  </section>`;
}

/** One meeting with who was invited and what this mailbox's owner can do with it. */
export function meetingPage(frame: MailboxFrame, view: EventView): Html {
  const { owner, zone } = frame;
  const { item } = view;
  const start = msToWallTime(view.startMs, zone);
  return html`<p>
      <a href="/outlook/${owner.mail}?date=${start.toPlainDate().toString()}"
        >Back to the calendar</a
      >
    </p>
    <h1>${item.subject || "(no subject)"}</h1>
    <dl>
      <dt>When</dt>
      <dd>
        ${start.toLocaleString("en", { dateStyle: "full" })}, ${clockTime(view.startMs, zone)} –
        ${clockTime(view.endMs, zone)} (${zone})
      </dd>
      <dt>Organizer</dt>
      <dd>${item.organizer.name} (${item.organizer.address})</dd>
      <dt>Where</dt>
      <dd>${item.locations.map(({ displayName }) => displayName).join(", ") || "–"}</dd>
      <dt>This copy</dt>
      <dd>${describeStatus(view)}${item.sensitivity === "private" ? ", private" : ""}</dd>
    </dl>
    ${attendeeTable(view)}
    ${
      item.body.content
        ? html`<h2>Notes</h2>
            <pre>${item.body.content}</pre>`
        : ""
    }
    ${item.isOrganizer ? organizerForms(frame, view) : answerForm(frame, view)}`;
}

function attendeeTable({ item }: EventView): Html {
  if (item.attendees.length === 0) return html``;
  return html`<h2>Invited</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col">Answer</th>
        </tr>
      </thead>
      <tbody>
        ${item.attendees.map(
          (attendee) =>
            html`<tr>
              <td>${attendee.name} (${attendee.address})</td>
              <td>${attendee.type}</td>
              <td>${attendee.status.response}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function organizerForms({ owner, zone }: MailboxFrame, view: EventView): Html {
  const action = `/outlook/${encodeURIComponent(owner.mail)}/events/${encodeViewId(view)}`;
  const wall = (ms: number): string => msToWallTime(ms, zone).toString().slice(0, 16);
  return html`<form method="post" action="${action}/move">
      <h2>Move</h2>
      <label
        >Start <input type="datetime-local" name="start" value="${wall(view.startMs)}" required
      /></label>
      <label
        >End <input type="datetime-local" name="end" value="${wall(view.endMs)}" required
      /></label>
      <button>Move meeting</button>
    </form>
    <form method="post" action="${action}/cancel">
      <h2>Cancel</h2>
      <label>Message <input name="comment" maxlength="1000" /></label>
      <button class="danger">Cancel meeting</button>
    </form>`;
}

function answerForm({ owner }: MailboxFrame, view: EventView): Html {
  const action = `/outlook/${encodeURIComponent(owner.mail)}/events/${encodeViewId(view)}/answer`;
  return html`<form method="post" action="${action}">
    <h2>Answer</h2>
    <label>Message <input name="comment" maxlength="1000" /></label>
    <div class="buttons">
      <button name="answer" value="accepted">Accept</button>
      <button name="answer" value="tentativelyAccepted">Tentative</button>
      <button name="answer" value="declined" class="danger">Decline</button>
    </div>
  </form>`;
}

/** The form for a new meeting; `values` is what was typed before a mistake. */
export function newMeetingPage(
  { owner, zone }: MailboxFrame,
  rooms: readonly DirectoryUser[],
  values: Readonly<Record<string, string>>,
  mistake: string | null,
): Html {
  return html`<p><a href="/outlook/${owner.mail}">Back to the calendar</a></p>
    <h1>New meeting</h1>
    <p>From the calendar of ${owner.displayName}; times in ${zone}.</p>
    ${mistake ? html`<p role="alert" class="mistake">${mistake}</p>` : ""}
    <form method="post" action="/outlook/${owner.mail}/events">
      <label
        >Subject <input name="subject" maxlength="255" value="${values["subject"] ?? ""}"
      /></label>
      <label
        >Start <input type="datetime-local" name="start" value="${values["start"] ?? ""}" required
      /></label>
      <label
        >End <input type="datetime-local" name="end" value="${values["end"] ?? ""}" required
      /></label>
      <label>
        Invite (addresses of people and rooms)
        <input name="invite" list="rooms" value="${values["invite"] ?? ""}" />
      </label>
      <datalist id="rooms">
        ${rooms.map((room) => html`<option value="${room.mail}">${room.displayName}</option>`)}
      </datalist>
      <label>Notes <textarea name="notes" rows="4">${values["notes"] ?? ""}</textarea></label>
      <label class="check"><input type="checkbox" name="is_private" /> Private</label>
      <button class="primary">Send invitation</button>
    </form>`;
}

function describeStatus({ item }: EventView): string {
  if (item.isCancelled) return "cancelled";
  if (!item.isOrganizer) return ANSWERS[item.myResponse.response] ?? item.myResponse.response;
  const rooms = item.attendees.filter(({ type }) => type === "resource");
  if (rooms.length === 0) return "organizer";
  const answers = rooms.map((room) => `${room.name}: ${ANSWERS[room.status.response] ?? ""}`);
  return `organizer · ${answers.join(", ")}`;
}

const ANSWERS: Readonly<Record<string, string>> = {
  none: "not answered",
  notResponded: "not answered",
  accepted: "accepted",
  tentativelyAccepted: "tentative",
  declined: "declined",
  organizer: "organizer",
};

function clockTime(epochMs: number, zone: string): string {
  return msToWallTime(epochMs, zone).toPlainTime().toString({ smallestUnit: "minute" });
}
