// The articles at hand, what was read in them, and what is under the eye. Nothing of it enters the address.
import { brief, news, RequestError, sampleArticle } from '../lib/api';
import type { ApiError } from '../lib/types';
import type { Article, Brief, NewsAnswer } from './types';

/** Most bytes of all articles together: what the server takes, less what JSON adds. */
export const MOST_BYTES = 200_000;

const problemOf = (error: unknown): ApiError =>
  error instanceof RequestError ? error.detail : { kind: 'network', message: error instanceof Error ? error.message : String(error) };

class Desk {
  articles = $state.raw<Article[]>([]);
  answer = $state.raw<NewsAnswer | null>(null);
  briefs = $state.raw<Record<string, Brief>>({});
  /** Names of the articles whose claims could not be held against data, and why. */
  briefTrouble = $state.raw<Record<string, ApiError>>({});
  trouble = $state.raw<ApiError | null>(null);
  busy = $state(false);
  checking = $state(false);
  /** Name of the article under the eye. */
  open = $state('');
  /** What is picked out in the text: `event-3`, `claim-2`; empty for nothing. */
  picked = $state('');
  #reading: AbortController | null = null;

  /** Take articles in, beside those at hand; a name that is taken gets a number. */
  async add(more: Article[]): Promise<void> {
    const all = [...this.articles];
    let first = '';
    for (const { name, text } of more) {
      if (all.some((a) => a.text === text)) continue;
      let free = name;
      for (let k = 2; all.some((a) => a.name === free); k++) free = `${name} (${k})`;
      all.push({ name: free, text });
      first ||= free;
    }
    await this.#take(all, first || (more[0] ? (all.find((a) => a.text === more[0]!.text)?.name ?? '') : ''));
  }

  async drop(name: string): Promise<void> {
    const rest = this.articles.filter((a) => a.name !== name);
    await this.#take(rest, rest[0]?.name ?? '');
  }

  async sample(): Promise<void> {
    try {
      await this.add([await sampleArticle()]);
    } catch (error) {
      this.trouble = problemOf(error);
    }
  }

  async #take(articles: Article[], open: string): Promise<void> {
    const bytes = articles.reduce((sum, a) => sum + new TextEncoder().encode(a.text).length, 0);
    if (bytes > MOST_BYTES) {
      const kind = 'input';
      this.trouble = { kind, message: `The articles have ${bytes} bytes together; the page reads ${MOST_BYTES} at once. Take some away, or use: multipolar read FILES...` };
      return;
    }
    this.#reading?.abort();
    const control = (this.#reading = new AbortController());
    const same = new Set(articles.filter((a) => this.articles.includes(a)).map((a) => a.name)); // a name may come back with another text
    this.briefs = Object.fromEntries(Object.entries(this.briefs).filter(([name]) => same.has(name)));
    this.articles = articles;
    this.open = open;
    this.picked = '';
    this.trouble = null;
    if (!articles.length) {
      this.answer = null;
      this.busy = this.checking = false;
      return;
    }
    this.busy = true;
    try {
      this.answer = await news(articles, control.signal);
    } catch (error) {
      if (!control.signal.aborted) {
        this.trouble = problemOf(error);
        this.answer = null;
      }
    } finally {
      if (!control.signal.aborted) this.busy = false;
    }
    if (!control.signal.aborted && this.answer) await this.#check(articles, control.signal);
  }

  /** Hold the claims of each article against data and model, the one under the eye first. */
  async #check(articles: Article[], signal: AbortSignal): Promise<void> {
    this.briefTrouble = {};
    this.checking = true;
    const unreadable = new Set(this.answer?.unreadable.map((one) => one.file));
    const order = articles.filter((a) => !unreadable.has(a.name)).sort((a, b) => Number(b.name === this.open) - Number(a.name === this.open));
    for (const article of order) {
      if (this.briefs[article.name]) continue;
      try {
        const found = await brief(article, signal);
        this.briefs = { ...this.briefs, [article.name]: found };
      } catch (error) {
        if (signal.aborted) return;
        this.briefTrouble = { ...this.briefTrouble, [article.name]: problemOf(error) };
      }
    }
    this.checking = false;
  }
}

export const desk = new Desk();
