import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { html, trustedHtml, type Html } from "./html.ts";

/** One sheet for every page; colours are chosen to keep 4.5:1 in light and dark. */
const STYLE = `
:root { color-scheme: light dark;
  --page: light-dark(#f3f5f8, #14171c); --card: light-dark(#ffffff, #1f242c);
  --text: light-dark(#1b2028, #e9edf3); --quiet: light-dark(#566070, #a9b3c1);
  --line: light-dark(#d5dbe3, #39414d); --accent: light-dark(#14559e, #8cc0ff);
  --on-accent: light-dark(#ffffff, #10243c); --hover: light-dark(#eaf1f9, #2a323d);
  --danger: light-dark(#a4242d, #ff9c9c); --notice: light-dark(#fff6dd, #3a3217); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 30rem; margin: 3rem auto; padding: 0 1rem; }
main.wide { max-width: 60rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.75rem; }
.brand { color: var(--quiet); font-size: .875rem; margin: 0 0 1rem; display: flex; gap: .5rem; align-items: center; }
.brand::before { content: ""; width: .75rem; height: .75rem; border-radius: 50%; background: var(--accent); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: 0 0 1rem; }
.quiet { color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
.notice { background: var(--notice); border-radius: 8px; padding: .75rem 1rem; }
.problem { border-left: 4px solid var(--danger); padding-left: .75rem; }
a { color: var(--accent); }
ul.plain { list-style: none; margin: 0; padding: 0; }
ul.people { margin: 0 -.5rem; max-height: 24rem; overflow-y: auto; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
label.check { display: flex; gap: .5rem; align-items: baseline; font-weight: 400; }
textarea { width: 100%; font: .875rem/1.5 ui-monospace, monospace; color: inherit; background: var(--card);
  border: 1px solid var(--quiet); border-radius: 8px; padding: .5rem .75rem; }
input[type=text], input[type=search] { width: 100%; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--quiet); border-radius: 8px; padding: .5rem .75rem; min-height: 2.75rem; }
.row { display: flex; gap: .5rem; align-items: end; }
.row > :first-child { flex: 1; }
button, .button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1rem; border-radius: 8px;
  border: 1px solid var(--quiet); background: var(--card); color: inherit; cursor: pointer;
  text-decoration: none; display: inline-flex; align-items: center; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.person { width: 100%; border: 0; gap: .75rem; text-align: left; font-weight: 400; padding: .5rem; background: none; }
button:hover, .button:hover { background: var(--hover); }
button.main:hover { background: var(--accent); filter: brightness(1.1); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.initials { flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--hover); color: var(--accent);
  display: grid; place-items: center; font-weight: 600; font-size: .875rem; }
button.person.expected .initials { background: var(--card); }
button.person.expected { box-shadow: inset 3px 0 var(--accent); background: var(--hover); }
.person b { display: block; }
.person small { color: var(--quiet); display: block; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; align-items: center; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; padding: .4rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { overflow-wrap: normal; }
.scroll { overflow-x: auto; }
@media (max-width: 30rem) { main { margin: 0 auto; padding: 0; } .card { border-radius: 0; border-width: 0 0 1px; padding: 1.25rem; } }
`;

/** Sends a form on by itself; its button is there for browsers without JavaScript. */
const SUBMIT_SCRIPT = "document.forms[0].submit()";

// Whole elements, since the hashes hold for every character between the tags.
const STYLE_ELEMENT = trustedHtml(`<style>${STYLE}</style>`);
const SCRIPT_ELEMENT = trustedHtml(`<script>${SUBMIT_SCRIPT}</script>`);

function sourceHash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "img-src data:",
  `style-src ${sourceHash(STYLE)}`,
  `script-src ${sourceHash(SUBMIT_SCRIPT)}`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** For pages with tables. */
  readonly wide?: boolean;
  /** Sends the page's first form on by itself. */
  readonly submitsItself?: boolean;
  readonly status?: number;
}

/** Answers with a page: one card, no script, nothing kept in a cache. */
export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<link rel="icon" href="data:,">
${STYLE_ELEMENT}
</head>
<body>
<main${page.wide === true && trustedHtml(' class="wide"')}><div class="card">${page.body}</div></main>
${page.submitsItself === true && SCRIPT_ELEMENT}
</body>
</html>
`;
  return reply
    .code(page.status ?? 200)
    .header("content-security-policy", CONTENT_SECURITY_POLICY)
    .header("cache-control", "no-store")
    .header("referrer-policy", "strict-origin")
    .type("text/html; charset=utf-8")
    .send(text.html);
}
