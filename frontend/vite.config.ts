import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { finish } from './vite/finish.ts';

// The page is built into the Python package, which serves it. `npm run dev` passes the API on to `multipolar serve`.
export default defineConfig({
  plugins: [svelte(), finish()],
  build: {
    outDir: '../src/multipolar/web/static',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { bundlerTimings: false } }, // how long our own plugin takes is no warning
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or styles
  },
  server: { fs: { allow: ['..'] }, proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
