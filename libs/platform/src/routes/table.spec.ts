import { AGGREGATES, streamId, type CommandType, type StreamKind } from '@app/domain';
import { eventAddress } from '@app/read-models';
import { readBody } from '../commands/body.js';
import { events } from './events.routes.js';
import { hrefOf, mount } from './mount.js';
import { registration } from './partnerships.routes.js';
import { refusalMembers } from './remedies.js';
import { SOME, type CommandRoute } from './route.js';
import { RESOURCES, routeOfCommand } from './table.js';

const mounted = [
  ...RESOURCES.flatMap((resource) => resource.commands.map((route) => mount(resource, route))),
  ...events.commands.map((route) => mount({ path: 'events', kind: 'action' }, route)),
];

describe('the table of routes', () => {
  it.each(Object.keys(AGGREGATES) as StreamKind[])('has a route for every command of %s', (kind) => {
    const commands = AGGREGATES[kind].commands as readonly CommandType<never>[];
    expect(commands.map(({ name }) => name).filter((name) => !routeOfCommand.has(name))).toEqual([]);
  });

  it('has no two routes at one path', () => {
    const paths = mounted.map(({ path }) => path);
    expect(paths.filter((path, i) => paths.indexOf(path) !== i)).toEqual([]);
  });

  it.each(mounted.map((route) => [route.path, route] as const))(
    'gives an example for %s that is accepted',
    (_path, route) => {
      expect(() => readBody(route.payload, route.example)).not.toThrow();
    },
  );

  it('takes no command that the aggregate does not have', () => {
    const route: CommandRoute = { at: ':id/songs', command: 'SingAction', summary: '', example: {} };
    expect(() => mount({ path: 'actions', kind: 'action' }, route)).toThrow('action has no command SingAction');
  });

  it('says where a command is sent, for the catalogue of events', () => {
    expect(routeOfCommand.get('AssignAction')).toBe('POST /v1/partnerships/{p}/actions/{id}/assignments');
    expect(routeOfCommand.get(registration.command)).toBe('POST /v1/partnerships');
  });
});

describe('a remedy', () => {
  const hrefTo = (command: string, member?: string): unknown => {
    const remedy = { command, target: SOME.action, why: '', ...(member !== undefined && { member }) };
    const refusal = { code: 'x', message: '', details: {}, pointers: [], evidence: [], remedies: [remedy] };
    const members = refusalMembers(refusal, { kind: 'action', partnership: 'anytown' });
    return (members['remedy'] as { href: string }[])[0]?.href;
  };

  it('leads to the collection of the thing', () => {
    expect(hrefTo('ReopenAction')).toBe(hrefOf('actions/:id/reopenings', { p: 'anytown', id: SOME.action }));
  });

  it('on an event leads to its address', () => {
    const event = eventAddress({ stream: streamId('anytown', 'action', SOME.action), revision: 3n as never });
    expect(hrefTo('AmendFact', '3')).toBe(`/v1/partnerships/anytown/events/${event}/amendments`);
  });
});
