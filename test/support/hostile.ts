/**
 * Texts and bytes that did harm in the systems before: SQL, pickles, code, lone dashes, NUL. None
 * may be executed, changed or refused where any text is allowed, nor crash anything where it is not.
 */

/** A pickle that would run a command where it is loaded. */
const PICKLE = "cos\nsystem\n(S'touch /tmp/pwned'\ntR."

export const HOSTILE_TEXTS: readonly string[] = [
  '-',
  '--',
  "'; DROP TABLE gps_data; --",
  "' OR '1'='1",
  'select * from gps_data',
  PICKLE,
  '__import__("os").system("id")',
  'eval("process.exit(1)")',
  'globalThis.process.exit(1)',
  '{{7*7}}<%= 7*7 %>#{7*7}',
  '$(reboot)`reboot`;reboot|reboot&',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '{"__proto__":{"isAdmin":true}}',
  '\u0000',
  'a\u0000b',
  '\r\nX-Injected: yes\r\n\r\n',
  '\u001b[2J\u001b]0;owned\u0007',
  '%00%2e%2e%2f%s%n',
  '\u202egnp.exe',
  '\ud83d\ude97'.repeat(10),
  'NaN',
  '1e999',
  ' ',
  'x'.repeat(1_000)
]
