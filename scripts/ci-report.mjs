// Prints `N passed, N failed` of a jest report; fails where nothing ran, or where the acceptance questions did not.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const asked = report.testResults
  .filter(({ name }) => name.includes('/test/acceptance/'))
  .flatMap(({ assertionResults }) => assertionResults)
  .filter(({ status }) => status === 'passed' || status === 'failed');
// A file that does not load has no tests to count, and has failed all the same.
const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
if (asked.length === 0) {
  console.error('The acceptance questions did not run.');
  process.exitCode = 1;
}
if (report.numPassedTests === 0) process.exitCode = 1;
const skipped = report.numPendingTests + report.numTodoTests;
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
