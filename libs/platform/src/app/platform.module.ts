import type { KeyObject } from 'node:crypto';
import { Keyring, Opener, Positions, Runner } from '@app/eventing';
import { QUERIES, Reader } from '@app/read-models';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { TerminusModule } from '@nestjs/terminus';
import type { Logger } from 'pino';
import { AccessGuard } from '../auth/access.guard.js';
import { Grants } from '../auth/grants.js';
import { MeController } from '../auth/me.controller.js';
import { MyPartnerships } from '../auth/my-partnerships.js';
import { TokenVerifier } from '../auth/tokens.js';
import { CommandEdge } from '../commands/command-edge.js';
import { COMMAND_HANDLERS } from '../commands/handlers.js';
import { Supplied } from '../commands/supplied.js';
import { Metrics } from '../observe/metrics.js';
import { LOGGER } from '../observe/token.js';
import { HealthController } from '../operations/health.controller.js';
import { MetricsController } from '../operations/metrics.controller.js';
import { ProjectionOrders } from '../operations/projection-orders.js';
import { Projections } from '../operations/projections.js';
import { ProjectionsController } from '../operations/projections.controller.js';
import { LandingController } from '../pages/landing.controller.js';
import { ProblemsController } from '../pages/problems.controller.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { Consistency } from '../queries/consistency.js';
import { QUERY_HANDLERS } from '../queries/queries.js';
import { GrantEvents } from '../queries/grant-events.js';
import { QueryEdge } from '../queries/query-edge.js';
import { EventStatementsController } from '../routes/events.controller.js';
import { PartnershipsController } from '../routes/partnerships.controller.js';
import { resourceControllers } from '../routes/resource-controllers.js';
import { DOCUMENTS, LOG, PROJECTION_CONTROL, type ServerStack } from '../stack.js';
import { HandlerCheck } from './handler-check.js';

export interface PlatformOptions {
  /** Verifies tokens; of the embedded issuer. */
  readonly issuerKey: KeyObject;
  readonly logger: Logger;
}

/** Everything that is Nest, on a stack that was opened elsewhere. */
@Module({})
export class PlatformModule {
  static on(stack: ServerStack, { issuerKey, logger }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DiscoveryModule, CqrsModule.forRoot(), TerminusModule.forRoot({ logger: false })],
      controllers: [
        LandingController,
        ProblemsController,
        HealthController,
        MetricsController,
        MeController,
        PartnershipsController,
        ...resourceControllers(QUERIES),
        EventStatementsController,
        ProjectionsController,
      ],
      providers: [
        { provide: LOG, useValue: stack.log },
        { provide: DOCUMENTS, useValue: stack.documents },
        { provide: PROJECTION_CONTROL, useValue: stack.projections },
        { provide: Keyring, useValue: stack.keyring },
        { provide: Runner, useValue: stack.runner },
        { provide: Reader, useValue: stack.reader },
        { provide: Opener, useValue: stack.opener },
        { provide: Positions, useValue: stack.positions },
        { provide: LOGGER, useValue: logger },
        { provide: TokenVerifier, useValue: new TokenVerifier(issuerKey) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useValue: new ProblemFilter(logger) },
        Metrics,
        Grants,
        MyPartnerships,
        Projections,
        ProjectionOrders,
        Consistency,
        Supplied,
        CommandEdge,
        GrantEvents,
        QueryEdge,
        HandlerCheck,
        ...COMMAND_HANDLERS,
        ...QUERY_HANDLERS,
      ],
    };
  }
}
