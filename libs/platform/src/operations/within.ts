/** For a store that health or metrics ask: less than whoever scrapes them waits; it may take far longer to give up. */
export const STORE_MS = 2_000;

/** What `work` comes to; undefined where that takes longer. The work is not ended by it. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
