/**
 * How the page is built: one script, one style sheet and one picture with hashed names, nothing inline
 * and nothing from elsewhere, so that the strictest content security policy holds.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/ui/',
  cacheDir: '../node_modules/.cache/vite',
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The machines of step mode, loaded when it is first shown.
    chunkSizeWarningLimit: 1_100,
    reportCompressedSize: false
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } }
})
