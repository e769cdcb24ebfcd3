// Ends what global-setup.js started.
const { once } = require('node:events');

module.exports = async () => {
  const keeper = globalThis.mongodbKeeper;
  if (!keeper?.connected) return;
  keeper.disconnect();
  await once(keeper, 'exit');
};
