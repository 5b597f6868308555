const XML: ReadonlySet<string> = new Set(["application/xml", "text/xml"]);

/** Whether a header Accept asks for XML rather than JSON, which is what is answered otherwise. */
export function prefersXml(accept: string | undefined): boolean {
  const ranges = (accept ?? "").split(",").map(rangeFrom);
  const best = (fits: (type: string) => boolean): number | undefined => {
    const qualities = ranges.filter(({ type }) => fits(type)).map(({ quality }) => quality);
    return qualities.length === 0 ? undefined : Math.max(...qualities);
  };
  const any = best((type) => type === "*/*" || type === "application/*") ?? 0;
  const json = best((type) => type === "application/json") ?? any;
  return (best((type) => XML.has(type)) ?? 0) > json;
}

function rangeFrom(text: string): { readonly type: string; readonly quality: number } {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}
