import { SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';

// Without an SDK, which is the operator's choice, a span costs next to nothing and goes nowhere.
const tracer = trace.getTracer('throughline');

/** Runs `work` in a span of its own. Attributes never hold words of a record. */
export function spanned<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(`throughline.${name}`, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      // What went wrong may quote a record; its kind does not.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
}
