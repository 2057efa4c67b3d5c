import { describe, expect, it } from 'vitest';
import { toCsv } from './files';

const cells = (...row: (string | number | null)[]) => toCsv(['a'], [row]).split('\r\n')[1];

describe('a CSV file', () => {
  it('has numbers that programs read, however the page writes them', () => {
    expect(cells(-0.5, '\u22120.300', '+1,234.50', '12', null)).toBe('-0.5,-0.300,1234.50,12,');
  });
  it('leaves words, years and ranges as they are', () => {
    expect(cells('Vietnam', '1990', '\u22120.1 to +0.2', 'no data')).toBe('Vietnam,1990,\u22120.1 to +0.2,no data');
  });
  it('gives no formula to a spreadsheet', () => {
    expect(cells('=1+1', '@x', '-a', 'say "no", twice')).toBe(`'=1+1,'@x,'-a,"say ""no"", twice"`);
  });
});
