// Files made in the browser: tables, pictures, whatever is at hand.

/** Offer a file for download. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A number as the page writes it: true minus or plus, separators of thousands. */
const SHOWN = /^[+\u2212]?\d{1,3}(,?\d{3})*(\.\d+)?$/;

/** A cell that programs read: a number as they write it, and nothing that a spreadsheet takes for a formula. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (SHOWN.test(value)) return value.replaceAll(',', '').replace('\u2212', '-').replace('+', '');
  const safe = /^[=+\-@\t\r]/.test(value) && !/^[+-]?[\d.]+$/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const toCsv = (columns: string[], rows: (string | number | null)[][]): string =>
  [columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';

const PAINTED = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'fill-opacity', 'opacity', 'font-size', 'font-family', 'font-weight', 'text-anchor', 'dominant-baseline', 'visibility', 'display'];

/** A drawing that stands alone: what the style sheet paints is written into it. */
export function svgOf(svg: SVGSVGElement, title: string): Blob {
  const twin = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const to = [twin, ...twin.querySelectorAll<SVGElement>('*')];
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    for (const name of PAINTED) to[at]!.setAttribute(name, style.getPropertyValue(name));
    to[at]!.removeAttribute('class');
  });
  const { x, y, width, height } = svg.viewBox.baseVal;
  // what a picture needs where no page stands around it, such as a legend, is hidden on the page and has room below in the file
  const filed = twin.querySelector('[data-file]');
  filed?.setAttribute('display', 'inline');
  const share = filed ? Number(filed.getAttribute('data-file')) : 0;
  const box = { width, height: height * (1 + share) };
  if (filed) twin.setAttribute('viewBox', `${x} ${y} ${width} ${box.height}`);
  twin.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  twin.setAttribute('width', String(box.width || svg.clientWidth));
  twin.setAttribute('height', String(box.height || svg.clientHeight));
  const label = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  label.textContent = `${title}. Multipolar, a conditional scenario, not a forecast.`;
  twin.prepend(label);
  return new Blob([new XMLSerializer().serializeToString(twin)], { type: 'image/svg+xml' });
}

/** The same as a picture of points, twice as fine as a screen, on the ground of the page. */
export async function pngOf(svg: SVGSVGElement, title: string): Promise<Blob> {
  const image = new Image();
  const address = URL.createObjectURL(svgOf(svg, title));
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  const context = canvas.getContext('2d')!;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('the picture could not be drawn'))), 'image/png'));
}
