/**
 * A process for the test of the channel: speaks its protocol by hand, so that it needs no compiler.
 */
const CALLS = {
  echo: (value) => ({ value }),
  fail: (error) => ({ error })
}

process.on('message', ({ id, name, argument }) => {
  if (name === 'die') {
    process.stderr.write('last words\n', () => process.exit(argument))
    return
  }
  const answer = CALLS[name]?.(argument)
  if (answer !== undefined) {
    process.send({ id, ...answer })
  }
})
process.on('disconnect', () => process.exit(0))
