/** Every shell and TypeScript block of the documents does what its page says. */
import { describe, it } from 'vitest'
import { requires } from '../support/requires.ts'
import { pages } from './markdown.ts'
import { STORIES } from './stories.ts'
import { plainStory, runnableBlocks, tellStory } from './story.ts'

const STORY_MS = 600_000
const told = pages().filter((page) => runnableBlocks(page).length > 0)
const storyOf = (page: string) => STORIES.find((story) => story.page === page) ?? plainStory(page)

describe.skipIf(requires('netns', 'iproute2', 'curl'))('documents', { timeout: STORY_MS }, () => {
  it.each(told)('documents: the blocks of %s run', async (page) => {
    await tellStory(storyOf(page))
  })
})
