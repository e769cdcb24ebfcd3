import type { Documents, EventLog } from '@app/eventing';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import type { Logger } from 'pino';
import { Metrics } from '../observe/metrics.js';
import { LOGGER } from '../observe/token.js';
import type { WorkMetrics } from '../observe/work-metrics.js';
import { HealthController } from '../operations/health.controller.js';
import { MetricsController } from '../operations/metrics.controller.js';
import { Projections } from '../operations/projections.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { DOCUMENTS, LOG } from '../stack.js';

export interface WorkerOptions {
  readonly log: EventLog;
  readonly documents: Documents;
  readonly work: WorkMetrics;
  readonly logger: Logger;
}

/** What a process says of itself that brings read models along, and answers no questions. */
@Module({})
export class WorkerModule {
  static on({ log, documents, work, logger }: WorkerOptions): DynamicModule {
    return {
      module: WorkerModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: LOG, useValue: log },
        { provide: DOCUMENTS, useValue: documents },
        { provide: LOGGER, useValue: logger },
        { provide: APP_FILTER, useValue: new ProblemFilter(logger) },
        { provide: Metrics, useValue: work.metrics },
        Projections,
      ],
    };
  }
}
