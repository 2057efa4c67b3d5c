// The address holds the view and the scenario's YAML, after `#`: it never leaves the machine.
const VIEWS = ['simulator', 'news', 'order', 'compare', 'assumptions', 'how'] as const;
export type View = (typeof VIEWS)[number];

export interface Place {
  view: View;
  preset: string | null;
  /** YAML, packed. */
  packed: string | null;
  tab: string | null;
  state: string | null;
  /** Question whose answer is shown, by id. */
  question?: string | null;
  /** Whether the packed scenario is that of the question with other levers. */
  changed?: boolean;
  /** What is compared: names of packaged scenarios, `@` for the one under the hand, `~` and packed YAML for a snapshot. */
  compare?: string[];
}

/** Most bytes that an address may unfold into: what the server takes. */
const MOST = 1_000_000;

/** Bytes through a stream; ends with an error as soon as they are too many. */
async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  let size = 0;
  const bound = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, control) {
      size += chunk.length;
      if (size > MOST) throw new Error('The scenario in the address is too large.');
      control.enqueue(chunk);
    },
  });
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream).pipeThrough(bound)).arrayBuffer());
}

/** YAML made short for an address. */
export async function pack(yaml: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(yaml), new CompressionStream('deflate'));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The YAML of an address; throws where it is cut or not ours. */
export async function unpack(packed: string): Promise<string> {
  const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(await through(bytes, new DecompressionStream('deflate')));
}

export function readHash(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const given = new URLSearchParams(query);
  return {
    view: VIEWS.find((view) => view === path) ?? 'simulator',
    preset: given.get('preset'),
    packed: given.get('s'),
    tab: given.get('tab'),
    state: given.get('state'),
    question: given.get('q'),
    ...(given.has('s') && given.has('q') && given.has('changed') ? { changed: true } : {}),
    compare: given.get('compare')?.split(',').filter(Boolean),
  };
}

export function writeHash(place: Place): string {
  const query = new URLSearchParams();
  if (place.packed) query.set('s', place.packed);
  else if (place.preset) query.set('preset', place.preset);
  if (place.tab) query.set('tab', place.tab);
  if (place.state) query.set('state', place.state);
  if (place.question) query.set('q', place.question);
  if (place.packed && place.question && place.changed) query.set('changed', '1');
  if (place.compare?.length) query.set('compare', place.compare.join(','));
  const text = query.toString();
  return `#/${place.view}${text ? `?${text}` : ''}`;
}
