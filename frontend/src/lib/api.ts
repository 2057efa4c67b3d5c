// The server's JSON, and its streams of stages.
import { embedded, kept } from '../report/embedded';
import type { Article, Brief, NewsAnswer } from '../news/types';
import type { ApiError, Catalogue, Parameter, Scenario, StageLine, StageName, Today } from './types';

/** What the server said was wrong, in its own sentence. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly detail: ApiError,
  ) {
    super(detail.message);
  }
}

/** Random name of this page, by which the server lets its newest run win. */
const CLIENT = globalThis.crypto?.randomUUID?.() ?? String(Math.random());

async function failure(response: Response): Promise<RequestError> {
  let detail: ApiError = { kind: 'internal', message: `The server answered ${response.status} ${response.statusText}.` };
  try {
    detail = ((await response.json()) as { error: ApiError }).error ?? detail;
  } catch {
    // not JSON: the status line is all there is to say
  }
  return new RequestError(response.status, detail);
}

async function request(path: string, body?: unknown, signal?: AbortSignal, client = CLIENT): Promise<Response> {
  const response = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: body === undefined ? {} : { 'content-type': 'application/json', 'x-client': client },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });
  if (!response.ok) throw await failure(response);
  return response;
}

async function json<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const report = embedded();
  if (report) return kept(report, path === paths.country ? countryKey((body as { iso3: string }).iso3) : path) as T;
  return (await request(path, body, signal)).json() as Promise<T>;
}

/** Paths whose answers a report file keeps. */
export const paths = {
  parameters: (belief: string) => `api/parameters?belief=${encodeURIComponent(belief)}`,
  today: 'api/today',
  coalition: 'api/coalition',
  country: 'api/country',
  order: (first: number, last: number) => `api/order?years=${first}:${last}`,
};

/** Under which a report file keeps what the drawer of a state asks for. */
export const countryKey = (iso3: string) => `${paths.country}#${iso3}`;

export const catalogue = () => json<Catalogue>('api/catalogue');
export const parameters = (belief: string) =>
  json<{ parameters: Parameter[] }>(paths.parameters(belief)).then((found) => found.parameters);
export const today = (scenario: Scenario, signal?: AbortSignal) =>
  json<{ today: Today[] }>(paths.today, { scenario }, signal).then((found) => found.today);
export const readScenario = (given: { name: string } | { yaml: string } | { scenario: Scenario }) =>
  json<{ scenario: Scenario; yaml: string; sha256: string }>('api/scenario', given);
export const coalition = (scenario: Scenario, signal?: AbortSignal) =>
  json<Record<string, unknown>>(paths.coalition, { scenario }, signal);
export const orderOverTime = (first: number, last: number) => json<Record<string, unknown>>(paths.order(first, last));
export interface CountryAnswer {
  iso3: string;
  /** The country's own flows that change most, as `pairs` of a run. */
  pairs: Record<string, unknown>[];
  years: { year: number; alignment: number | null; closeness: Record<string, number | null> }[];
}
export const country = (scenario: Scenario, iso3: string, signal?: AbortSignal) => json<CountryAnswer>(paths.country, { scenario, iso3 }, signal);
export const answer = (id: string) => json<Record<string, unknown>>(`api/questions/${encodeURIComponent(id)}`);
/** The same of the scenario under the hand, in place of the packaged one. */
export const answerOf = (id: string, scenario: Scenario, signal?: AbortSignal) => json<Record<string, unknown>>(`api/questions/${encodeURIComponent(id)}`, { scenario }, signal);
export const news = (documents: Article[], signal?: AbortSignal) => json<NewsAnswer>('api/news', { documents }, signal);
export const brief = (article: Article, signal?: AbortSignal) => json<Brief>('api/brief', article, signal);
export const sampleArticle = () => json<Article>('api/news/sample');
export const exported = async (scenario: Scenario, format: string) => (await request('api/export', { scenario, format })).blob();

export interface Wanted {
  stages: StageName[];
  draws?: number;
  seed?: number;
  tornado?: boolean;
}

/**
 * Stages of a run as they arrive; ends when the server is done, throws what it says is wrong.
 * @param aside name of work beside the run under the hand, which then does not end that run, nor is ended by it.
 */
export async function* simulate(scenario: Scenario, wanted: Wanted, signal: AbortSignal, aside = ''): AsyncGenerator<StageLine> {
  const response = await request('api/simulate', { scenario, ...wanted }, signal, aside ? `${CLIENT}.${aside}` : CLIENT);
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  const open: string[] = []; // pieces of a line of megabytes, joined once it has ended
  for (;;) {
    const { value, done } = await reader.read();
    const [first = '', ...more] = decoder.decode(value, { stream: !done }).split('\n');
    open.push(first);
    for (const next of more) {
      const line = open.join('');
      open.splice(0, open.length, next);
      if (line) yield JSON.parse(line) as StageLine;
    }
    if (done) {
      const last = open.join('');
      if (last) yield JSON.parse(last) as StageLine;
      return;
    }
  }
}
