import { useState } from "react";
import type { Space } from "../../../src/contract/places.ts";
import { useSpacesById } from "../../ui/api/places.ts";
import { useSession } from "../../ui/api/session.ts";
import type { SearchState } from "../find/search-state.ts";
import {
  forgetTogetherDraft,
  kindsFor,
  readTogetherDraft,
  type TogetherDraft,
} from "./together-draft.ts";

/** Several spaces being chosen and booked: chosen on cards, or found again after the way to Outlook. */
export function useTogether(search: SearchState) {
  const { integration_mode: mode, person } = useSession();
  const [draft, setDraft] = useState<TogetherDraft | null>(() => readTogetherDraft(sessionStorage));
  const [chosen, setChosen] = useState<readonly Space[]>([]);
  const kept = useSpacesById(draft?.spaceIds ?? []);
  const [kind] = kindsFor(chosen, mode === "personal");

  const toggle = (space: Space) =>
    setChosen((old) =>
      old.some(({ id }) => id === space.id)
        ? old.filter(({ id }) => id !== space.id)
        : [...old, space],
    );
  const begin = (as: TogetherDraft["kind"]) => {
    const [first] = chosen;
    setDraft({
      spaceIds: chosen.map(({ id }) => id),
      kind: as,
      date: search.date,
      from: search.from,
      to: search.to,
      subject: "",
      notes: "",
      isPrivate: false,
      attendees: [],
      requestedFor: null,
      services: {},
      // Whoever reserves for a group is of it, as a rule.
      people: first === undefined ? {} : { [first.id]: summaryOf(person) },
    });
  };
  const end = () => {
    forgetTogetherDraft(sessionStorage);
    setDraft(null);
  };
  const clear = () => setChosen([]);
  return {
    chosen,
    toggle,
    clear,
    draft,
    spaces: draft === null ? undefined : kept,
    begin: kind === undefined ? undefined : () => begin(kind),
    end,
  };
}

function summaryOf({ id, display_name, email }: TogetherPerson): TogetherPerson {
  return { id, display_name, email };
}

type TogetherPerson = NonNullable<TogetherDraft["requestedFor"]>;
