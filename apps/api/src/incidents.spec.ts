import { Incidents } from './incidents.js';

describe('incidents', () => {
  it('are told to whoever listens, and a fatal one ends the process', () => {
    const told: string[] = [];
    const incidents = new Incidents();
    incidents.tell({ fatal: ({ message }) => told.push(message), failure: ({ projection }) => told.push(projection) });
    incidents.endBy(() => told.push('ended'));
    incidents.onFailure({ projection: 'actions', message: 'a name', attempts: 1 });
    incidents.onFatal(new Error('the disk is gone'));
    expect(told).toEqual(['actions', 'the disk is gone', 'ended']);
  });
});
