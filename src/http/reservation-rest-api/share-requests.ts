import type { z } from "zod";
import type { ShareRequest } from "../../app/reservations/sharing/share-reservation.ts";
import type { shareDetailsSchema } from "../../contract/reservation-rest-api/reservations.ts";
import { RECIPIENTS_MAX } from "../../contract/shares.ts";
import { parseSysId } from "../../core/encoded-query/sys-id.ts";
import { listFrom, textFrom, wrongField } from "./read-values.ts";

/** Whom to tell what; there it is what became of the reservation, here it may be left open. */
export function shareFrom(body: z.output<typeof shareDetailsSchema>): Omit<ShareRequest, "id"> {
  const sent = body.notification_recipients;
  const named = listFrom(typeof sent === "string" ? sent : sent?.join(","));
  if (named.length === 0) throw wrongField("notification_recipients", "It is required.");
  if (named.length > RECIPIENTS_MAX) {
    throw wrongField("notification_recipients", `It has ${RECIPIENTS_MAX} at most.`);
  }
  return {
    recipients: named.map((name) => parseSysId(name) ?? name),
    about: aboutFrom(body.notification_type),
    message: textFrom(body.notification_custom_message) ?? "",
  };
}

function aboutFrom(sent: string | null | undefined): ShareRequest["about"] {
  // The documentation has the last two without what all begin with.
  switch (textFrom(sent)?.replace(/^reservation_/, "")) {
    case undefined:
      return "details";
    case "created":
      return "created";
    case "updated":
      return "updated";
    case "cancelled":
      return "cancelled";
    default:
      throw wrongField(
        "notification_type",
        "It is reservation_created, reservation_updated or reservation_cancelled.",
      );
  }
}
