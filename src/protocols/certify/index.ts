/** Certify: booth consensus by signatures, V-Guard's ordering of vehicle data. */
export { evidenceFault } from './evidence.ts'
export { createCertify } from './machine.ts'
export { CERTIFY_DEFAULTS, type CertifyOptions, resolveCertifyOptions } from './options.ts'
export { certifySpec } from './spec.ts'
export type {
  CertifyMachine,
  CertifyMessage,
  CertifyRequest,
  CertifyStatus
} from './types.ts'
