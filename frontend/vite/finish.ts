// What is done to the built files: the shell of the one-file report, and a compressed copy beside each file.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Places of the shell that the page fills in; see `src/report/report.ts`. */
const PLACES = { title: '@@title@@', plain: '@@plain@@', data: '@@data@@' };
const WORTH_IT = /\.(js|css|html|json|svg|txt)$/;
const SMALLEST = 1024;

/** A script as it may stand between script tags: no sequence in it ends the element or hides its end. */
const inScript = (code: string): string => code.replaceAll('<!--', '\\x3C!--').replace(/<(?=\/?script)/gi, '\\x3C');
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A file that boots the same program from data inside it; its policy lets nothing else run and nothing be asked for. */
function shell(script: string, style: string): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${PLACES.title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>${PLACES.plain}</noscript>
<script type="application/json" id="multipolar-report">${PLACES.data}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

/** Every file of a folder, at any depth. */
function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

/** Write shell and compressed copies when everything else is written. */
export function finish(): Plugin {
  return {
    name: 'multipolar-finish',
    apply: 'build',
    writeBundle(options, bundle) {
      const folder = options.dir!;
      const parts = Object.values(bundle);
      const entry = parts.find((part) => part.type === 'chunk' && part.isEntry);
      if (!entry || entry.type !== 'chunk') this.error('there is no entry');
      if (entry.imports.length) this.error(`the report holds one script, but the entry imports ${entry.imports.join(', ')}`);
      const styles = parts.filter((part) => part.type === 'asset' && part.fileName.endsWith('.css'));
      const read = (name: string) => readFileSync(join(folder, name), 'utf8');
      const style = styles.map((part) => read(part.fileName)).join('\n');
      if (/<\//.test(style)) this.error('the style sheet would end its element');
      writeFileSync(join(folder, 'assets', 'report.html'), shell(inScript(read(entry.fileName)), style));
      for (const path of files(folder)) {
        const bytes = readFileSync(path);
        if (!WORTH_IT.test(path) || bytes.length < SMALLEST) continue;
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
      }
    },
  };
}
