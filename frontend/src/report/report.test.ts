import { describe, expect, it } from 'vitest';
import { escape, inElement } from './html';
import { fill } from './report';

describe('the file of the report', () => {
  const shell = '<title>@@title@@</title><noscript>@@plain@@</noscript><script type="application/json">@@data@@</script><script>"@@title@@ @@data@@"</script>';

  it('fills each place once and leaves the script alone', () => {
    const made = fill(shell, { title: 'A', plain: 'B', data: 'C' });
    expect(made).toBe('<title>A</title><noscript>B</noscript><script type="application/json">C</script><script>"@@title@@ @@data@@"</script>');
  });

  it('takes what is put in for text, whatever it holds', () => {
    const made = fill(shell, { title: "@@plain@@ $& $'", plain: '@@data@@', data: '"$1"' });
    expect(made).toContain("<title>@@plain@@ $& $'</title><noscript>@@data@@</noscript>");
    expect(made).toContain('json">"$1"<');
  });

  it('refuses a shell of another version', () => {
    expect(() => fill('<title></title>', { title: '', plain: '', data: '' })).toThrow('reload the page');
  });

  it('lets no text end its element', () => {
    const value = { name: '</script><!--<script>&"\u2028' };
    expect(inElement(value)).not.toContain('<');
    expect(JSON.parse(inElement(value))).toEqual(value);
    expect(escape('</noscript><b a="c">&')).toBe('&lt;/noscript&gt;&lt;b a=&quot;c&quot;&gt;&amp;');
  });
});
