/**
 * Promise.withResolvers for Node 20, which libp2p calls and Node has only since version 22.
 *
 * Keeps: a module with a side effect and no exports, imported first by every entry (src/index.ts,
 * bin/, test/setup.ts), because libp2p's modules must find the function when they are called.
 * Source: ECMA-262 2024, 27.2.4.8.
 */

function withResolvers<T>(this: PromiseConstructor): PromiseWithResolvers<T> {
  let resolve!: PromiseWithResolvers<T>['resolve']
  let reject!: PromiseWithResolvers<T>['reject']
  // `this`, not Promise: the standard makes a promise of the class it was called on.
  const promise = new this<T>((resolveThis, rejectThis) => {
    resolve = resolveThis
    reject = rejectThis
  })
  return { promise, resolve, reject }
}

if (typeof Promise.withResolvers !== 'function') {
  Object.defineProperty(Promise, 'withResolvers', {
    value: withResolvers,
    writable: true,
    configurable: true
  })
}
