/**
 * The page that every vehicle serves: what the vehicle is, sees and does, as it happens.
 */
import 'uplot/dist/uPlot.min.css'
import './style.css'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './app.tsx'
import { runFeed } from './live/feed.ts'
import './live/history.ts'
import { runState } from './live/state.ts'
import { token } from './session.ts'

effect(() => {
  if (token.value !== undefined) {
    void runFeed()
    void runState()
  }
})

const place = document.getElementById('page')
if (place !== null) {
  render(<App />, place)
}
