import { openStack } from '@app/stack';
import { newFolder } from '../support/folders.js';
import { rebuildUnderLoad } from './support/rebuild-under-load.js';
import { serve } from './support/server.js';

const onFatal = (error: Error) => {
  throw error;
};

rebuildUnderLoad('embedded', async () => {
  const { path: folder, dispose } = await newFolder();
  const served = await serve(await openStack({ kind: 'embedded', folder }, { onFatal }));
  return { ...served, stop: () => served.stop().then(dispose) };
});
