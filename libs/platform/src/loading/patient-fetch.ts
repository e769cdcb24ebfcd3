import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { text } from 'node:stream/consumers';

interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** As `fetch`, which gives up after five minutes without an answer; this waits as long as the connection stands. */
export function patientFetch(url: URL, { method, headers, body }: Asked): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? https : http)(url, { method, headers, agent: false }, (answer) => {
      const named = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
      text(answer).then(
        (read) => resolve(new Response(read === '' ? null : read, { status: answer.statusCode ?? 0, headers: named })),
        reject,
      );
    });
    // So that a server that is gone without a word is noticed.
    sent.setSocketKeepAlive(true, 10_000);
    sent.on('error', reject);
    sent.end(body);
  });
}
