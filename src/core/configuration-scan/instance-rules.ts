import type { HandedInSettings, RoomFacts, ScanFacts } from "./facts.ts";
import { type Finding, finding, THE_INSTANCE } from "./finding.ts";
import { counted } from "../counted.ts";
import { PRINT_ROOM_SETTINGS } from "../exchange-powershell/commands.ts";
import { matchRoomSettings } from "./room-settings.ts";

/** After so many days it is worth printing the rooms' settings again. */
const SETTINGS_FRESH_DAYS = 30;
/** So many names tell which mailboxes are meant; a whole list helps nobody. */
const NAMES_SHOWN = 5;

/** What concerns the installation as a whole. */
export function judgeInstance(facts: ScanFacts): Finding[] {
  return [
    ...judgeProviders(facts),
    ...judgePublicUrl(facts.instance.publicUrl),
    ...judgeMicrosoftUrls(facts.instance),
    ...judgeHandedIn(facts),
  ];
}

function judgeProviders({ providers }: ScanFacts): Finding[] {
  if (providers.some(({ active }) => active)) return [];
  return [
    finding(
      "no_active_provider",
      THE_INSTANCE,
      providers.length === 0
        ? "There is no calendar provider."
        : `None of the ${providers.length} calendar providers is active.`,
      { text: "Add a calendar provider, or activate one.", place: "calendar_providers" },
    ),
  ];
}

function judgePublicUrl(publicUrl: string): Finding[] {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === "https:") return [];
  const text =
    "Put a proxy that ends TLS in front of Usher, set USHER_PUBLIC_URL to its https:// address, " +
    "and register the redirect addresses with it in Entra ID.";
  // Entra ID takes plain HTTP from localhost alone.
  return hostname === "localhost" || hostname === "127.0.0.1"
    ? [
        finding(
          "public_url_is_local",
          THE_INSTANCE,
          `People reach Usher at ${publicUrl}, which is this machine only.`,
          { text },
        ),
      ]
    : [
        finding(
          "public_url_not_https",
          THE_INSTANCE,
          `People reach Usher at ${publicUrl}, and Microsoft is to send them back to ` +
            `${publicUrl}/auth/callback and its like.`,
          { text },
        ),
      ];
}

function judgeMicrosoftUrls({ loginUrl, graphUrl }: ScanFacts["instance"]): Finding[] {
  const urls = { USHER_LOGIN_URL: loginUrl, USHER_GRAPH_URL: graphUrl };
  return Object.entries(urls)
    .filter(([, url]) => !url.startsWith("https:"))
    .map(([name, url]) =>
      finding("microsoft_url_not_https", THE_INSTANCE, `${name} is set to ${url}.`, {
        text: `Give ${name} an https:// address, or leave it out for Microsoft's own.`,
      }),
    );
}

function judgeHandedIn({ handedIn, rooms, now }: ScanFacts): Finding[] {
  if (handedIn === null) {
    if (!rooms.some(({ active }) => active)) return [];
    return [
      finding(
        "room_settings_not_given",
        THE_INSTANCE,
        "By what rules the rooms accept and decline has not been compared with the modules.",
        howToPrint("Run this in Exchange Online PowerShell and hand in the file."),
      ),
    ];
  }
  const days = Math.floor(now.since(handedIn.at).total("days"));
  const old =
    days < SETTINGS_FRESH_DAYS
      ? []
      : [
          finding(
            "room_settings_old",
            THE_INSTANCE,
            `The rooms' rules were handed in ${counted(days, "day", "days")} ago.`,
            howToPrint("Print them again and hand in the file."),
          ),
        ];
  return [...old, ...judgeUnmatched(handedIn, rooms)];
}

function judgeUnmatched(handedIn: HandedInSettings, rooms: readonly RoomFacts[]): Finding[] {
  const { unmatched } = matchRoomSettings(handedIn.rooms, rooms);
  if (unmatched.length === 0) return [];
  const shown = unmatched.slice(0, NAMES_SHOWN).join(", ");
  const rest = unmatched.length > NAMES_SHOWN ? ", …" : "";
  const mailboxes = counted(unmatched.length, "mailbox is", "mailboxes are");
  return [
    finding(
      "room_settings_unmatched",
      THE_INSTANCE,
      `${mailboxes} no synced room's here: ${shown}${rest}.`,
      howToPrint(
        "Import the rooms, or leave it so. Where a room is among them under another name, print " +
          "the settings with this command, which adds the addresses.",
      ),
    ),
  ];
}

function howToPrint(text: string) {
  return { text, command: PRINT_ROOM_SETTINGS };
}
