import { GenerationGone } from './ports.js';

/** Each takes a promotion, and a removal right behind it, while one answer is made. */
const ATTEMPTS = 5;

/**
 * What `read` finds in the generations that it looks up as live. Where one of them was dropped meanwhile, it begins
 * anew, from the look-up on, so that no answer is made of two of them. That loses no ground: nothing becomes live that
 * has not got as far as what was. Throws GenerationGone where that goes on and on.
 */
export async function readLive<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof GenerationGone) || attempt === ATTEMPTS) throw error;
    }
  }
}
