import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// During development `npx vite` serves the page and hands the API to a running service.
export default defineConfig({
  plugins: [vue()],
  server: { proxy: { '/api': process.env.WARMLINE_URL ?? 'http://127.0.0.1:8080' } },
  build: {
    target: 'es2021',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        manualChunks: (id: string) => (id.includes('node_modules') ? 'vendor' : undefined),
      },
    },
    chunkSizeWarningLimit: 600,
  },
});
