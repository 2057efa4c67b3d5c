import { describe, expect, it } from 'vitest';
import { pack, readHash, unpack, writeHash, type Place } from './url';

const place: Place = { view: 'simulator', preset: null, packed: null, tab: null, state: null, question: null };

describe('the address', () => {
  it('holds a scenario to the letter, in characters that need no escape', async () => {
    const yaml = 'multipolar: 1\nname: "Türkiye 🌍 – 中国"\n'.repeat(50);
    const packed = await pack(yaml);
    expect(packed).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(packed.length).toBeLessThan(yaml.length / 5);
    expect(await unpack(packed)).toBe(yaml);
  });

  it('refuses what is cut, altered or not ours', async () => {
    const packed = await pack('multipolar: 1\nname: test\n'.repeat(9));
    for (const bad of [packed.slice(0, -4), '!!', 'AAAA', `${packed.slice(0, 6)}xx${packed.slice(8)}`]) await expect(unpack(bad)).rejects.toThrow();
  });

  it('does not blow up on an address made to', async () => {
    await expect(unpack(await pack('a'.repeat(5_000_000)))).rejects.toThrow('too large');
  });

  it('comes back as it was written', async () => {
    for (const one of [
      place,
      { ...place, view: 'order' as const, preset: 'us-china-60', tab: 'real_income_pct', state: 'CHN', question: 'who-pays-60' },
      { ...place, packed: await pack('x: "?&=#+%"\n') },
      { ...place, packed: await pack('x: 1\n'), question: 'who-pays-60', changed: true },
      { ...place, packed: await pack('x: 1\n'), question: 'who-pays-60' },
      { ...place, view: 'compare' as const, preset: 'us-china-60', compare: ['@', 'us-china-60-retaliation', `~${await pack('x: 1\n')}`] },
    ])
      expect(readHash(writeHash(one))).toEqual(one);
  });

  it('takes a preset only where no scenario is given', () => {
    expect(readHash(writeHash({ ...place, preset: 'a', packed: 'b' }))).toEqual({ ...place, packed: 'b' });
  });

  it('opens the simulator on an unknown view or none', () => {
    for (const hash of ['', '#', '#/', '#/elsewhere?x=1']) expect(readHash(hash).view).toBe('simulator');
  });
});
