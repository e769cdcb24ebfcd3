import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/access.js';
import { Metrics } from '../observe/metrics.js';
import { Projections } from './projections.js';
import { STORE_MS, within } from './within.js';

@Controller('metrics')
@Public()
@ApiTags('Health')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly projections: Projections,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'metrics', summary: 'Counters and gauges in the text format of Prometheus' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'Names begin with throughline_.', schema: { type: 'string' } })
  async scrape(@Res() reply: FastifyReply): Promise<FastifyReply> {
    const { lag, parked, registry } = this.metrics;
    const standings = await within(STORE_MS, this.projections.overview()).catch(() => undefined);
    lag.reset();
    for (const standing of standings ?? []) {
      if (standing.lag !== null) lag.set({ projection: standing.name }, standing.lag);
    }
    // Absent where the store does not answer: nought would say that all is well.
    if (standings) parked.set(standings.filter((standing) => standing.parked).length);
    else parked.remove();
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  }
}
