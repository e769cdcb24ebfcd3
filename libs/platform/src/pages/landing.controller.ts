import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../auth/access.js';
import { escapeHtml, page } from './html.js';

const QUESTIONS = [
  ['Which partnerships may I read?', '/v1/partnerships'],
  ['Who owns this action, and on what evidence?', '/v1/partnerships/{p}/actions/{a}/ownership'],
  ['And on another day, as the papers said by then?', '…/ownership?effectiveAt=2012-03-01&statedBy=2011-12-31'],
  ['And as of before a correction?', '…/ownership?asOf={position, instant or date}'],
  ['What does somebody own, alone or with others?', '/v1/partnerships/{p}/actions?owner={id}'],
  ['Which work has no owner?', '/v1/partnerships/{p}/actions?unowned=true'],
  ['Who was in the room at item 2?', '/v1/partnerships/{p}/meetings/{m}/attendances?item=2.0'],
  ['Where does the record contradict itself?', '/v1/partnerships/{p}/conflicts'],
] as const;

@Controller()
@Public()
@ApiExcludeController()
export class LandingController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  landing(@Req() { protocol, host }: FastifyRequest): string {
    const rows = QUESTIONS.map(
      ([question, path]) => `<tr><td>${question}</td><td><code>${escapeHtml(path)}</code></td></tr>`,
    );
    return page(
      'Throughline',
      `<h1>Throughline</h1>
<p>The record of local partnerships: who owns what, on any date, on what evidence.</p>
<ul>
<li><a href="/docs">The API, to browse and try</a></li>
<li><a href="/openapi.json">The same as OpenAPI 3.1</a></li>
<li><a href="/problems">Problems, and what to do about each</a></li>
<li><a href="/health/ready">Health</a></li>
</ul>
<h2>First questions</h2>
<table>
${rows.join('\n')}
</table>
<h2>Asking</h2>
<p>Every request under <code>/v1</code> carries a token. <code>npm run cli -- token --help</code> tells how to mint one.</p>
<pre>curl -H "Authorization: Bearer $TOKEN" ${escapeHtml(`${protocol}://${host}`)}/v1/me</pre>
<p>Every read takes <code>effectiveAt</code> (on which day in the world), <code>asOf</code> (as recorded by then) and
<code>statedBy</code> (as the papers said by then).</p>`,
    );
  }
}
