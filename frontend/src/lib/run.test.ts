import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestError, type Wanted } from './api';
import { Run } from './run.svelte';
import type { Scenario, StageLine } from './types';

const input = (n: number) => ({ multipolar: 1, name: String(n), moves: [] }) as Scenario;
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** A server that takes a given time for each stage and notes what it was asked and what was given up. */
function server(times: { last: number | ((n: number) => number); slow?: number }) {
  const asked: { name: string; stages: string; given_up: boolean }[] = [];
  let together = 0;
  let most = 0;
  async function* simulate(scenario: Scenario, wanted: Wanted, signal: AbortSignal): AsyncGenerator<StageLine> {
    const entry = { name: scenario.name, stages: wanted.stages.join(), given_up: false };
    asked.push(entry);
    const quick = wanted.stages.includes('last');
    if (quick) most = Math.max(most, ++together);
    try {
      const stages = [...wanted.stages, ...(wanted.draws ? (['intervals'] as const) : [])];
      for (const stage of stages) {
        await wait(stage === 'last' ? (typeof times.last === 'number' ? times.last : times.last(Number(scenario.name))) : (times.slow ?? 50));
        if (signal.aborted) {
          entry.given_up = true;
          throw new DOMException('given up', 'AbortError');
        }
        yield { stage, seconds: 0.02, result: { name: scenario.name } } as unknown as StageLine;
      }
      yield { stage: 'done' };
    } finally {
      if (quick) together--;
    }
  }
  return { simulate, asked, most: () => most, quick: () => asked.filter((a) => a.stages === 'last').map((a) => a.name) };
}

const of = (shown: unknown) => (shown as { name: string } | null)?.name;

describe('a fast drag', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs the first and the last input, one at a time, and paints answers in the order of inputs', async () => {
    const world = server({ last: (n) => (n % 3 ? 25 : 70) });
    const run = new Run(world.simulate);
    const painted: number[] = [];
    for (let n = 1; n <= 60; n++) {
      run.input(input(n));
      await vi.advanceTimersByTimeAsync(8);
      if (run.shown && run.shown !== painted.at(-1)) painted.push(run.shown);
    }
    await vi.advanceTimersByTimeAsync(140);
    painted.push(run.shown);
    const quick = world.quick().map(Number);
    expect(quick[0]).toBe(1);
    expect(quick.at(-1)).toBe(60);
    expect(quick.length).toBeLessThan(30);
    expect(world.most()).toBe(1);
    expect(painted).toEqual(painted.toSorted((a, b) => a - b));
    expect([of(run.economy), run.shown, run.stale, run.reached]).toEqual(['60', 60, true, 'last']);
  });

  it('asks for the slow stages once, when the hand rests', async () => {
    const world = server({ last: 20 });
    const run = new Run(world.simulate);
    for (let n = 1; n <= 10; n++) {
      run.input(input(n));
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.asked.filter((a) => a.stages !== 'last')).toEqual([{ name: '10', stages: 'path,ranges', given_up: false }]);
    expect([of(run.full), run.stale, run.reached, run.busy]).toEqual(['10', false, 'intervals', '']);
  });

  it('gives up the slow stages of an older input and never shows them after a newer one', async () => {
    const world = server({ last: 20, slow: 300 });
    const run = new Run(world.simulate);
    run.input(input(1));
    await vi.advanceTimersByTimeAsync(600); // path of 1 is there, ranges of 1 are being computed
    expect([of(run.full), run.busy]).toEqual(['1', 'ranges']);
    run.input(input(2));
    expect(run.stale).toBe(true); // before any answer: a report made now would file 1 under 2
    await vi.advanceTimersByTimeAsync(30); // answered at once, though the slow stages of 1 still run
    expect([of(run.economy), of(run.full), run.stale]).toEqual(['2', '1', true]);
    await vi.advanceTimersByTimeAsync(3000);
    expect([of(run.economy), of(run.full), run.stale]).toEqual(['2', '2', false]);
    expect(world.asked.find((a) => a.name === '1' && a.stages !== 'last')?.given_up).toBe(true);
  });

  it('asks for no draws where none are wanted', async () => {
    const run = new Run(server({ last: 20 }).simulate);
    run.draws = 0;
    run.input(input(1));
    await vi.advanceTimersByTimeAsync(1000);
    expect([run.reached, run.busy]).toEqual(['ranges', '']);
  });
});

describe('errors', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const refuse = (status: number, kind: string) => () => {
    throw new RequestError(status, { kind, message: kind });
  };

  it('say that nothing shown answers the input, until one does', async () => {
    let bad = true;
    const good = server({ last: 10 });
    const run = new Run((...a) => (bad ? refuse(422, 'not_solved')() : good.simulate(...a)));
    run.input(input(1));
    await vi.advanceTimersByTimeAsync(10);
    expect([run.failed, run.error?.kind, run.busy, run.settled?.name]).toEqual(['all', 'not_solved', '', '1']);
    bad = false;
    run.input(input(2));
    await vi.advanceTimersByTimeAsync(20);
    expect([run.failed, run.error]).toEqual(['', null]);
    expect(run.settled).toBeNull(); // the rest is still to come
    await vi.advanceTimersByTimeAsync(500);
    expect(run.settled?.name).toBe('2');
    run.input(input(3));
    expect(run.settled).toBeNull();
  });

  it('in later stages leave the economy standing', async () => {
    const good = server({ last: 10 });
    const run = new Run((s, w, signal) => (w.stages.includes('last') ? good.simulate(s, w, signal) : refuse(422, 'not_solved')()));
    run.input(input(1));
    await vi.advanceTimersByTimeAsync(500);
    expect([of(run.economy), run.failed, run.stale, run.settled?.name]).toEqual(['1', 'rest', true, '1']);
  });

  it('of a busy server are no errors: it is asked again', async () => {
    let times = 0;
    const good = server({ last: 10 });
    const run = new Run((...a) => (++times < 3 ? refuse(429, 'busy')() : good.simulate(...a)));
    run.input(input(1));
    await vi.advanceTimersByTimeAsync(2000);
    expect([of(run.economy), run.failed, run.reached]).toEqual(['1', '', 'intervals']);
  });

  it('of a server that is gone are told', async () => {
    const run = new Run(() => {
      throw new TypeError('fetch failed');
    });
    run.input(input(1));
    await vi.advanceTimersByTimeAsync(10);
    expect([run.error?.kind, run.failed]).toEqual(['network', 'all']);
  });
});
