import { openStack, type Stack } from '@app/stack';

/** Everything that a server stands on, in this process, and gone with it. */
export const memoryStack = (): Promise<Stack> =>
  openStack(
    { kind: 'memory' },
    {
      onFatal: (error) => {
        throw error;
      },
    },
  );
