/** Text that is HTML already and goes into a page as it stands. */
export interface Html {
  readonly html: string;
}

type Inserted = string | number | Html | readonly Html[] | null | undefined | false;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function render(value: Inserted): string {
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "string") return escape(value);
  if (typeof value === "number") return String(value);
  if ("html" in value) return value.html;
  return value.map((each) => each.html).join("");
}

/** Template tag: every inserted text is escaped, what is `Html` is not; null and false leave no trace. */
export function html(strings: TemplateStringsArray, ...values: Inserted[]): Html {
  let text = strings[0] ?? "";
  values.forEach((value, index) => {
    text += render(value) + (strings[index + 1] ?? "");
  });
  return { html: text };
}

/** Takes text for HTML. Only for constants of the simulator's own. */
export function trustedHtml(text: string): Html {
  return { html: text };
}
