import { refused } from "../outcome.ts";
import type { PlaceFault } from "./ports.ts";

/** Why a building or a space could not be written, for whoever tried. */
export function refusePlace(fault: PlaceFault) {
  switch (fault) {
    case "building_name_taken":
      return nameTaken("There is a building of this name already.");
    case "module_name_taken":
      return nameTaken("There is a reservable module of this name already.");
    case "space_name_taken":
      return nameTaken("There is a space of this name in the building already.");
    case "space_email_taken":
      return refused(
        "mailbox_taken",
        "Another space has this e-mail address.",
        "Give this space the address of its own room mailbox.",
      );
    case "building_not_found":
      return refused("building_not_found", "There is no such building.", "Look it up again.");
    case "module_not_found":
      return refused("module_not_found", "There is no such reservable module.", "Choose another.");
  }
}

export function refuseUnknownSpace() {
  return refused("space_not_found", "There is no such space.", "Look the space up again.");
}

function nameTaken(message: string) {
  return refused("name_taken", message, "Choose another name.", {
    fields: [{ field: "name", message }],
  });
}
