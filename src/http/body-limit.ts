/** How large the body of a request may be that the node reads whole. The client keeps to it as well. */
export const REQUEST_BODY_BYTES_MAX: number = 8 * 1024 * 1024

export function bodyFault(bytesMax: number): string {
  return `the body of the request has more than the ${bytesMax} bytes that it may have`
}
