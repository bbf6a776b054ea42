/**
 * Parts of drawings: SVG that stands alone, without scripts or fonts from elsewhere.
 */

export function svgText(
  x: number,
  y: number,
  words: string,
  size: number,
  colour = '#444444',
  more = ''
): string {
  const attributes = `x="${x}" y="${y}" font-size="${size}" fill="${colour}" ${more}`.trimEnd()
  return `<text ${attributes}>${escaped(words)}</text>`
}

/** A white drawing with a title that is read aloud. */
export function svgFrame(
  width: number,
  height: number,
  title: string,
  parts: readonly string[]
): string {
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>'
  ]
  return `${lines.join('\n')}\n`
}

function escaped(words: string): string {
  const named: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }
  return words.replace(/[&<>"]/g, (character) => `&${named[character] ?? ''};`)
}
