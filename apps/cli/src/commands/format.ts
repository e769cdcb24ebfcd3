import { recordFileSchema } from '@app/platform';
import { Command } from 'commander';

export function formatCommand(): Command {
  return new Command('format')
    .description('print the JSON Schema of a file of records, for editors')
    .addHelpText('after', '\nExample:\n  $ throughline format > examples/record-file.schema.json\n')
    .action(() => {
      console.log(JSON.stringify(recordFileSchema(), null, 2));
    });
}
