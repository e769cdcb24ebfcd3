import {
  ActionDueSet, allEventTypes, FactAmended, onDay, position, revision, unknownDate,
  type Day, type Decided, type Instant, type StreamId,
} from '@app/domain'; // prettier-ignore
import { Codec, Unreadable } from './codec.js';
import type { Digest } from './digest.js';
import type { Envelope } from './metadata.js';
import type { NewEvent, Stored } from './ports.js';
import { UPCASTERS } from './upcasters.js';

const codec = new Codec();

const decided = (type: string, data: unknown, rest: Partial<Decided> = {}): Decided => ({
  ...{ type, data, sources: [], certainty: 'fact' },
  statedOn: onDay('2011-11-09' as Day),
  effectiveFrom: onDay('2011-11-09' as Day),
  ...rest,
});

const envelope = {
  id: '6f1c0b5e-8f0e-5d0e-9a44-3f8d5e1c2b3a',
  recordedAt: '2020-01-15T12:00:00.000Z' as Instant,
  actor: 'a1',
  commandId: 'c1',
  digest: 'd1' as Digest,
  correlationId: 'cor',
  causationId: 'cau',
} as Envelope;

const stored = (event: Pick<NewEvent, 'type' | 'data' | 'metadata'>): Stored => ({
  ...event,
  id: envelope.id,
  stream: 'testshire/action/a' as StreamId,
  revision: revision(3),
  position: position(17),
});

const due = { text: 'by March 2011', role: 'due', strictness: 'hard', basis: 'stated' };

describe('an event', () => {
  it('comes back from the log as it was decided, with what the runner and the log know of it', () => {
    const event = decided(
      'ActionDueSet',
      { due: [due] },
      {
        statedOn: unknownDate(),
        effectiveTo: {
          edtf: '2012-03',
          earliest: '2012-03-01' as Day,
          latest: '2012-03-31' as Day,
          text: 'March 2012',
        },
        sources: [{ words: 'by telephone' }],
        certainty: 'likely',
        because: { words: 'they asked' },
      },
    );
    const full = { ...envelope, key: 'k1' } as Envelope;
    expect(codec.read(stored(codec.write(event, full)))).toEqual({
      ...event, ...full, stream: 'testshire/action/a', revision: 3n, position: 17n, version: 2,
    }); // prettier-ignore
  });

  it('takes little room around its payload', () => {
    const { metadata } = codec.write(decided('ActionCompleted', {}), envelope);
    expect(JSON.parse(metadata)).toEqual({
      at: '2020-01-15T12:00:00.000Z', on: '2011-11-09', from: '2011-11-09', by: 'a1', cmd: 'c1', dig: 'd1', cor: 'cor', cau: 'cau',
    }); // prettier-ignore
  });

  it('of a kind that the domain does not know cannot be written', () => {
    expect(() => codec.write(decided('ActionForgotten', {}), envelope)).toThrow('ActionForgotten');
  });
});

// As an earlier version of the program left it in its log.
const firstVersion = {
  type: 'ActionDueSet',
  data: '{"due":{"text":"sealed:1:k:e:L2RhdGEvZHVlL3RleHQ:nonce:text","role":"due","strictness":"hard","basis":"stated"}}',
  metadata:
    '{"at":"2020-01-15T12:00:00.000Z","on":"2011-11-09","from":"2011-11-09","by":"a1","cmd":"c1","dig":"d1","cor":"cor","cau":"cau"}',
};

describe('an old shape', () => {
  it('is read in the current one, its sealed words moved unopened', () => {
    const event = codec.read(stored(firstVersion));
    const sealed = { ...due, text: 'sealed:1:k:e:L2RhdGEvZHVlL3RleHQ:nonce:text' };
    expect(event.data).toEqual({ due: [sealed] });
    expect(ActionDueSet.data.safeParse(event.data).success).toBe(true);
    expect(event.version).toBe(1);
  });

  it('is read in the current one inside an amendment too, and inside an amendment of that', () => {
    const around = {
      statedOn: onDay('2011-11-09' as Day),
      effectiveFrom: onDay('2011-11-09' as Day),
      sources: [],
      certainty: 'fact',
    };
    const amends = (type: string, data: unknown) => ({
      amends: envelope.id,
      kind: 'transcription-error',
      replacement: { ...around, data },
      concerned: { stream: '', revision: '0', type, ids: [] },
    });
    const old = new Codec((type) => {
      const known = allEventTypes().find((t) => t.type === type);
      return known && { ...known, version: 1 };
    });
    const data = amends(FactAmended.type, amends('ActionDueSet', { due }));
    const written = old.write(decided(FactAmended.type, data), envelope);
    expect(codec.read(stored(written)).data).toEqual(amends(FactAmended.type, amends('ActionDueSet', { due: [due] })));
  });

  it('has a way to the current one, for every event', () => {
    const missing = allEventTypes().flatMap(({ type, version }) =>
      Array.from({ length: version - 1 }, (_, i) => i + 1).filter((from) => !UPCASTERS[type]?.[from]).map((from) => `${type} ${from}`),
    ); // prettier-ignore
    expect(missing).toEqual([]);
  });
});

describe('an event that this program cannot read', () => {
  it.each([
    ['of an unknown type', { ...firstVersion, type: 'ActionForgotten' }],
    ['of a newer version', { ...firstVersion, metadata: firstVersion.metadata.replace('{', '{"v":3,') }],
    ['with damaged data', { ...firstVersion, data: '{"due":' }],
    ['with damaged metadata', { ...firstVersion, metadata: '' }],
  ])('is an error that says where it stands: %s', (_case, event) => {
    expect(() => codec.read(stored(event))).toThrow(Unreadable);
    expect(() => codec.read(stored(event))).toThrow('at revision 3 of testshire/action/a');
  });
});
