/** Every shell and TypeScript block of the documents does what its page says. */
import { describe, it } from 'vitest'
import { requires } from '../support/requires.ts'
import { pages } from './markdown.ts'
import { STORIES } from './stories.ts'
import { plainStory, runnableBlocks, tellStory } from './story.ts'

const STORY_MS = 600_000
const stories = pages()
  .filter((page) => runnableBlocks(page).length > 0)
  .map((page) => STORIES.find((story) => story.page === page) ?? plainStory(page))
const [ofSystem, others] = [true, false].map((wanted) =>
  stories.filter(({ withSystem = false }) => withSystem === wanted).map(({ page }) => page)
) as [string[], string[]]

async function tell(page: string): Promise<void> {
  const story = stories.find((each) => each.page === page)
  if (story !== undefined) {
    await tellStory(story)
  }
}

describe.skipIf(requires('netns', 'iproute2', 'curl'))('documents', { timeout: STORY_MS }, () => {
  it.each(others)('documents: the blocks of %s run', tell)

  it.skipIf(requires('root')).each(ofSystem)('documents: the blocks of %s run', tell)
})
