import { Incidents } from './incidents.js';
import { Stopped } from './stopped.js';

function told(): { incidents: Incidents; words: string[] } {
  const words: string[] = [];
  const incidents = new Incidents();
  incidents.tell({
    fatal: ({ message }, reason) => words.push(message, `reason: ${reason ?? 'not for the log'}`),
    failure: ({ projection }) => words.push(projection),
    server: ({ server, is }) => words.push(`${server} is ${is}`),
  });
  incidents.endBy(() => words.push('ended'));
  return { incidents, words };
}

describe('incidents', () => {
  it('are told to whoever listens, and a fatal one ends the process', () => {
    const { incidents, words } = told();
    incidents.onFailure({ projection: 'actions', message: 'a name', attempts: 1 });
    incidents.onServer({ server: 'MongoDB', at: 'here', is: 'awaited' });
    incidents.onFatal(new Error('the disk is gone'));
    expect(words).toEqual(['actions', 'MongoDB is awaited', 'the disk is gone', 'reason: not for the log', 'ended']);
  });

  it('give the reason where it quotes no record', () => {
    const { incidents, words } = told();
    incidents.onFatal(new Stopped('a record must not expire'));
    expect(words).toContain('reason: a record must not expire');
  });

  it('keep what was said of servers for whoever listens later', () => {
    const incidents = new Incidents();
    incidents.onServer({ server: 'MongoDB', at: 'here', is: 'awaited' });
    const heard: string[] = [];
    incidents.tell({ fatal: () => undefined, failure: () => undefined, server: ({ at }) => void heard.push(at) });
    expect(heard).toEqual(['here']);
  });
});
