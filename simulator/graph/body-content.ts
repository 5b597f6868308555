import type { ItemBody } from "../mailbox/calendar-item.ts";

const PREVIEW_CHARACTERS = 255;

/** The body as `Prefer: outlook.body-content-type` asks for it; HTML is made a whole document. */
export function bodyInType(body: ItemBody, type: "html" | "text"): ItemBody {
  if (type === "text") return { contentType: "text", content: toText(body) };
  if (body.content === "") return { contentType: "html", content: "" };
  if (body.contentType === "html" && /<html[\s>]/i.test(body.content)) return body;
  const inner =
    body.contentType === "html"
      ? body.content
      : escapeHtml(body.content).replaceAll(/\r?\n/g, "<br>");
  const meta = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">';
  const content = `<html><head>\r\n${meta}</head><body>${inner}</body></html>`;
  return { contentType: "html", content };
}

export function bodyPreview(body: ItemBody): string {
  return toText(body).slice(0, PREVIEW_CHARACTERS);
}

function toText(body: ItemBody): string {
  if (body.contentType === "text" || body.content === "") return body.content;
  return body.content
    .replaceAll(/<(style|script|head)[\s\S]*?<\/\1>/gi, "")
    .replaceAll(/<br\s*\/?>|<\/(p|div|tr|li|h[1-6])>/gi, "\r\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(nbsp|lt|gt|quot|#39|amp);/g, (_entity, name: string) => ENTITIES[name] ?? "")
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: " ",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  amp: "&",
};

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
