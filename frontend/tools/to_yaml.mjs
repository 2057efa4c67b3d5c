// Reads a JSON list of scenarios on standard input, writes the JSON list of their YAML files: for tests of the round trip.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const source = readFileSync(new URL('../src/lib/yaml.ts', import.meta.url), 'utf8');
const { outputText } = ts.transpileModule(source, { compilerOptions: { target: 'es2022', module: 'esnext' } });
const { toYaml } = await import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`);
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(toYaml)));
