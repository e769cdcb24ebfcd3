import { issuerKeyIn, LOCAL_SUBJECT, mintToken, Scope } from '@app/platform';
import { Command, InvalidArgumentError, Option } from 'commander';
import { existsSync } from 'node:fs';
import { EXIT, Stop } from '../exit.js';

interface Options {
  readonly subject: string;
  readonly scope: readonly Scope[];
  readonly days: number;
  readonly data: string;
}

const EXAMPLES = `
Examples:
  $ throughline token
  $ throughline token --subject ann --days 1
  $ throughline token --subject ops --scope operations --scope partnerships:create
  $ curl -H "Authorization: Bearer $(throughline token)" http://127.0.0.1:3000/v1/me

What a token may do in a partnership, the grants there say; a scope gives what no partnership can.
`;

export function tokenCommand(): Command {
  return new Command('token')
    .description('mint a token of the issuer whose key is in the data folder')
    .option('--subject <name>', 'whom it speaks for', LOCAL_SUBJECT)
    .addOption(
      new Option('--scope <scope...>', 'what it may do beyond its grants').choices(Scope.options).default([], 'none'),
    )
    .option('--days <n>', 'days until it expires', wholeDays, 30)
    .addHelpText('after', EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { subject, scope: scopes, days, data } = command.optsWithGlobals<Options>();
      if (!existsSync(data)) throw new Stop(EXIT.server, `there is no data folder ${data}`);
      console.log(await mintToken(issuerKeyIn(data), { subject, scopes, expiresIn: days * 24 * 60 * 60 }));
    });
}

function wholeDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('must be a whole number of days, 1 to 9999');
  return Number(text);
}
