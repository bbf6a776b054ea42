/** Admission: proof of membership, both ways, before anything else is said on a connection. */
export { admissionSpec, HELLO_BYTES_MAX } from './spec.ts'
export type * from './types.ts'
