// Text and data as parts of an HTML file.
const AMP: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text as HTML. */
export const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => AMP[sign]!);

/** JSON that no text in it can break out of: a script element ends at `<`. */
export const inElement = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
