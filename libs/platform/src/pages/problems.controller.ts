import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/access.js';
import { notFound } from '../problems/problem.js';
import { PROBLEMS } from '../problems/registry.js';
import { escapeHtml, page } from './html.js';

/** What stands behind the `type` of every problem. */
@Controller('problems')
@Public()
@ApiExcludeController()
export class ProblemsController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  all(): string {
    const rows = [...PROBLEMS].map(
      ([code, { status, title }]) =>
        `<tr><td>${status}</td><td><a href="/problems/${code}"><code>${code}</code></a></td><td>${escapeHtml(title)}</td></tr>`,
    );
    return page('Problems', `<h1>Problems</h1>\n<table>\n${rows.join('\n')}\n</table>`);
  }

  @Get(':code')
  @Header('content-type', 'text/html; charset=utf-8')
  one(@Param('code') code: string): string {
    const problem = PROBLEMS.get(code);
    if (!problem) throw notFound();
    const { status, title, advice } = problem;
    return page(
      title,
      `<p class="quiet"><a href="/problems">Problems</a></p>
<h1>${escapeHtml(title)}</h1>
<p><code>${code}</code>, answered with status ${status}.</p>
<h2>What to do</h2>
<p>${escapeHtml(advice)}</p>`,
    );
  }
}
