import { asked } from './support/record.js';
it('x', async () => {
  const a = await asked('001-leicestershire.yaml', '002-staffordshire.yaml', '004-trafford.yaml', '003-sunderland.yaml', '000-stoke-on-trent.yaml', '006-invented.yaml').catch((e) => { console.log(String(e).slice(0, 3000)); throw e; });
  const out = (x: unknown) => process.stdout.write(JSON.stringify(x).slice(0, 3500) + '\n');
  const { items } = { items: process.env['PS']!.split(',') };
  for (const p of items) {
    try {
      const lists = await a.ask(p, '/statement-lists');
      for (const l of lists.items.slice(0, 40)) {
        const one = await a.ask(p, `/statement-lists/${l.id}`);
        out([p, one.title, one.contents, one.intended, one.entries.map((e: any) => [e.place, e.title ?? e.text?.slice(0, 20), e.cells?.map((c: any) => c.text)]), one.missing.entries]);
      }
      const calls = await a.ask(p, '/calls');
      for (const c of calls.items) out([p, 'call', c.title, c.asked, c.notAnswered, c.answered, c.offers.length, c.missing]);
      const issues = await a.ask(p, '/issues');
      out([p, 'issues', issues.items.length, issues.items.map((i: any) => [i.title, i.status, i.progress.length, i.escalations.length, i.links.map((l: any) => [l.link, l.shows]), i.linkedFrom.map((l: any) => [l.as, l.shows]), i.missing.since?.status])]);
      const conflicts = await a.ask(p, '/conflicts?kind=breach');
      out([p, 'breach', conflicts.items.map((c: any) => [c.rule, c.match, c.about.kind, c.words, c.evidence.map((e: any) => [e.type, e.sources.map((s: any) => s.lines)])])]);
    } catch (e) { console.log(p, String(e).slice(0, 500)); }
  }
  await a.stop();
}, 120000);
