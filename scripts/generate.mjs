/**
 * Makes src/…/messages.ts from every src/…/messages.proto with protons.
 *
 *   node scripts/generate.mjs           writes what is missing or out of date
 *   node scripts/generate.mjs --check   writes nothing, fails when a generated file is not fresh
 *
 * Keeps: the output is what protons writes below two header lines, so anyone can repeat it, but for
 * three things. Bytes are Uint8Array, since callers' bytes may lie in any kind of buffer. Before it
 * writes a message with a oneof, it would copy it and set all members but one to undefined, of which
 * callers set only one: that took four fifths of the time. And what holds no bytes shares one array;
 * a file is only touched when its text changes, so that nothing is rebuilt for no reason.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { CACHE, fingerprint, listFiles, ROOT, readIfThere, runTool } from './tree.mjs'

const HEADER =
  '/** Made by protons from messages.proto beside it: change that file, not this one. */\n'
// protons assigns undefined to optional fields, which exactOptionalPropertyTypes refuses.
const NO_CHECK = '// @ts-nocheck\n'
const ONEOF_CLEARING =
  / +obj = \{ \.\.\.obj \}\n\n(?: +if \(obj\.\w+ != null\) \{\n(?: +obj\.\w+ = undefined\n)+ +\}\n\n)+/g
const NO_BYTES = 'const NO_BYTES = new Uint8Array(0)\n'
const STAMP = join(CACHE, 'generated')

const isProto = (path) => basename(path) === 'messages.proto'
const generatedFor = (proto) => proto.replace(/\.proto$/, '.ts')

/** The text protons makes of one file. */
async function generate(proto, folder) {
  const result = await runTool(
    'protons',
    [proto, '--strict', '--path', 'src', '--output', folder],
    {
      quiet: true
    }
  )
  if (result.code !== 0) {
    throw new Error(`protons failed on ${proto}:\n${result.output}`)
  }
  const [made] = listFiles(['.'], (path) => basename(path) === 'messages.ts', folder)
  if (made === undefined) {
    throw new Error(`protons wrote no messages.ts for ${proto}:\n${result.output}`)
  }
  const text = readFileSync(join(folder, made), 'utf8')
    .replaceAll('Uint8Array<ArrayBuffer>', 'Uint8Array')
    .replaceAll(ONEOF_CLEARING, '')
    .replace("import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'\n", NO_BYTES)
    .replaceAll('uint8ArrayAlloc(0)', 'NO_BYTES')
  return HEADER + NO_CHECK + text
}

/** What the generated files depend on: sources, outputs, the generator and this script. */
function stampNow(protos) {
  const inputs = ['node_modules/protons/package.json', 'scripts/generate.mjs']
  return fingerprint([...inputs, ...protos, ...protos.map(generatedFor)])
}

/** Generated files whose text differs from what protons makes now, with that text. */
async function staleFiles(protos) {
  const stale = []
  for (const proto of protos) {
    const folder = mkdtempSync(join(tmpdir(), 'vguard-protons-'))
    try {
      const text = await generate(proto, folder)
      const path = generatedFor(proto)
      if (readIfThere(join(ROOT, path)) !== text) {
        stale.push({ path, text })
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return stale
}

/**
 * Brings the generated files up to date, or with `check` only says which are not.
 * @returns the number of .proto files read and the paths that were out of date
 */
export async function generateAll({ check = false } = {}) {
  const protos = listFiles(['src'], isProto)
  if (!check && readIfThere(STAMP) === stampNow(protos)) {
    return { read: protos.length, stale: [] }
  }
  const stale = await staleFiles(protos)
  if (!check) {
    for (const { path, text } of stale) {
      writeFileSync(join(ROOT, path), text)
    }
    mkdirSync(CACHE, { recursive: true })
    writeFileSync(STAMP, stampNow(protos))
  }
  return { read: protos.length, stale: stale.map((file) => file.path) }
}

if (import.meta.filename === process.argv[1]) {
  const check = process.argv.includes('--check')
  const { read, stale } = await generateAll({ check })
  for (const path of stale) {
    console.log(`${check ? 'not fresh' : 'wrote'}: ${path}`)
  }
  if (check && (stale.length > 0 || read === 0)) {
    console.error(`generate: ${stale.length} of ${read} files are not fresh; run: npm run generate`)
    process.exitCode = 1
  }
}
