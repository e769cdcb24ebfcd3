import { asked } from './support/record.js';
it('loads', async () => {
  const files = (process.env['FILES'] ?? '003-sunderland.yaml').split(',');
  try {
    const record = await asked(...files);
    await record.stop();
    console.log('LOADED');
  } catch (error) {
    const text = (error as Error).message;
    try {
      const [faults, outcomes] = JSON.parse(text);
      console.log(
        [
          ...faults.map((f: any) => `${f.place.file}:${f.place.line}:${f.place.column} ${f.reason}`),
          ...outcomes.map(
            (o: any) =>
              `${o.place.line} ${o.entry} ${o.handle} ${o.state} ${o.reason} ${JSON.stringify(o.differences ?? '')}`,
          ),
        ].join('\n'),
      );
    } catch {
      console.log((error as Error).stack);
    }
  }
}, 120_000);
