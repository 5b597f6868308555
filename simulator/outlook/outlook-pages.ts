import type { Temporal } from "temporal-polyfill";
import type { DirectoryUser } from "../directory/directory.ts";
import type { EventView } from "../mailbox/event-view.ts";
import type { InboxMessage } from "../mailbox/mailbox.ts";
import { html, type Html } from "../pages/html.ts";
import type { CalendarWeek } from "./calendar-week.ts";
import { encodeViewId, pathOfMeeting, revisionOf } from "./event-links.ts";
import type { MailboxFrame } from "./mailbox-frame.ts";
import { describeStatus, shownTime } from "./meeting-words.ts";

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
    <form class="jump" method="get" action="/outlook/${owner.mail}">
      <label
        >Week of <input type="date" name="date" value="${week.monday.toString()}" required
      /></label>
      <button>Show</button>
    </form>
    <ol class="week" data-revision="${revisionOf(mailbox)}">
      ${week.days.map((day) => dayColumn(frame, day))}
    </ol>
    ${mailList(frame)}
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
    <a href="${pathOfMeeting(owner.mail, encodeViewId(view))}">
      <span class="time">${shownTime(view, zone)}${SERIES_MARKS[view.type]}</span>
      <strong>${item.subject || "(no subject)"}</strong>
      <span class="place">${item.locations.map(({ displayName }) => displayName).join(", ")}</span>
      <span class="status">${describeStatus(view)}</span>
    </a>
  </li>`;
}

const SERIES_MARKS: Readonly<Record<EventView["type"], string>> = {
  singleInstance: "",
  seriesMaster: "",
  occurrence: " · series",
  exception: " · series, changed",
};

function mailList({ owner, mailbox }: MailboxFrame): Html {
  const newest = mailbox.inbox.slice(-MAILS_SHOWN).toReversed();
  if (newest.length === 0) return html``;
  return html`<section aria-labelledby="mail">
    <h2 id="mail">Mail about meetings</h2>
    <ul class="mail">
      ${newest.map(
        (message) =>
          html`<li>
            <strong>${message.subject}</strong> from ${message.fromName}
            <a href="${pathOfMail(owner, message)}"
              >${message.kind === "approval" ? "Decide" : "Open the meeting"}</a
            >
            ${message.text ? html`<p>${message.text}</p>` : ""}
          </li>`,
      )}
    </ul>
  </section>`;
}

/** The meeting that a mail is about, in the mailbox where something can be done about it. */
function pathOfMail(owner: DirectoryUser, message: InboxMessage): string {
  const address = encodeURIComponent(message.aboutMailbox ?? owner.mail);
  return `/outlook/${address}/meetings/${encodeURIComponent(message.iCalUId)}`;
}
