import { position } from '@app/domain';
import { Problem } from '../problems/problem.js';
import { pageOfPartnerships, PartnershipList, PartnershipPaging } from './partnership-list.js';

const member = (partnership: string) => ({
  partnership,
  href: `/v1/partnerships/${partnership}`,
  name: partnership,
  zone: 'Europe/London',
  actor: 'a',
  roles: ['viewer' as const],
});
const all = ['anytown', 'nextdoor', 'othertown'].map(member);
const at = { position: position(7), now: new Date('2020-06-30T23:30:00Z') };
const page = (params: object) => pageOfPartnerships(all, PartnershipPaging.parse(params), at);

it('the partnerships of a caller come in pages that leave none out and give none twice', () => {
  const first = page({ limit: '2' });
  const second = page({ limit: '2', cursor: first.page.next });
  expect([first, second].map(({ items }) => items.map(({ partnership }) => partnership))).toEqual([
    ['anytown', 'nextdoor'],
    ['othertown'],
  ]);
  expect([first.page.total, second.page]).toEqual([3, { next: null, limit: 2, total: 3 }]);
});

it('their list says at which position and for which day it is answered', () => {
  expect(PartnershipList.parse(page({})).temporal).toEqual({
    effectiveAt: '2020-07-01',
    asOf: '7',
    statedBy: null,
    position: '7',
    uncertain: [],
  });
});

it('a cursor that the list did not give is refused', () => {
  expect(() => page({ cursor: 'bm93aGVyZQ' })).toThrow(Problem);
});
