import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `vite build apps/web` writes dist/web, which the API serves; `vite apps/web` talks to an API on port 3000. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // ECharts is one chunk of its own that no page waits for; the default warns at 500 kB.
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:3000' },
  },
});
