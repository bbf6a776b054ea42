/**
 * Promise.withResolvers for Node 20, which has none; packages of libp2p want it.
 */
Promise.withResolvers ??= () => {
  let resolve
  let reject
  const promise = new Promise((res, rej) => {
    resolve = res
    reject = rej
  })
  return { promise, resolve, reject }
}
