/**
 * The files the tidy checks read, and what a check is.
 *
 * Keeps: a check is a pure function from files to findings, so that a made-up file can be given to
 * it; it says how many files it must have seen, so that it can never pass by having read nothing.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One file: its path from the root of the project, with `/`, and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Something a check does not accept. */
export interface Finding {
  readonly path: string
  /** Counted from 1. */
  readonly line: number
  readonly reason: string
}

/** One rule of the house. */
export interface Check {
  readonly name: string
  /** True for the files the rule is about. */
  readonly wants: (path: string) => boolean
  /** Fewest files it must have seen for its silence to mean anything. */
  readonly filesMin: number
  readonly run: (files: readonly SourceFile[]) => readonly Finding[]
  /** Files it must refuse, each for a reason of its own. */
  readonly bad: readonly SourceFile[]
  /** Files close to the bad ones that it must accept. */
  readonly good: readonly SourceFile[]
}

const FOLDERS_SKIPPED: ReadonlySet<string> = new Set(['.git', 'coverage', 'dist', 'node_modules'])
const BINARY = /\.(png|jpe?g|gif|ico|webp|woff2?|wasm|gz|tgz|zip|bin|car|pcap)$/

/** Reads every text file of the project but those that are made or installed, and the .git of a worktree. */
export function readTree(root: string): readonly SourceFile[] {
  const files: SourceFile[] = []
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory() && !FOLDERS_SKIPPED.has(entry.name)) {
        visit(path)
      } else if (entry.isFile() && entry.name !== '.git' && !BINARY.test(path)) {
        files.push({ path, text: readFileSync(join(root, path), 'utf8') })
      }
    }
  }
  visit('')
  return files
}

/** The number, from 1, of the line a position lies in. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}

/** The findings of one check on a tree, and how many files it looked at. */
export function apply(
  check: Check,
  tree: readonly SourceFile[]
): { readonly seen: number; readonly findings: readonly Finding[] } {
  const files = tree.filter((file) => check.wants(file.path))
  return { seen: files.length, findings: check.run(files) }
}

/** A check that looks at one file at a time. */
export function eachFile(
  look: (file: SourceFile) => Iterable<{ readonly line: number; readonly reason: string }>
): Check['run'] {
  return (files) =>
    files.flatMap((file) => Array.from(look(file), (found) => ({ path: file.path, ...found })))
}

const CODE = /^(src|bin|test|scripts|bench|examples|ui)\/.*\.(ts|tsx|mjs)$|^[^/]+\.ts$/

/** Made by protons. */
export const isGenerated = (path: string): boolean => /^src\/(.+\/)?messages\.ts$/.test(path)

/** Programs written by people, tests and scripts among them. */
export const isCode = (path: string): boolean => CODE.test(path) && !isGenerated(path)

/** What is published: TypeScript in src/ and bin/. */
export const isProduct = (path: string): boolean => /^(src|bin)\/.*\.ts$/.test(path)
