#!/usr/bin/env node
import { readOptions, usage } from './lib/options.mjs';
import { listen } from './lib/server.mjs';
import { Simulator } from './lib/simulator.mjs';

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(usage);
  const sim = new Simulator(options.simulator);
  const { address, close } = await listen(sim, options.listen);
  console.log(`simulator listening on ${address}`);
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => close().then(() => process.exit(0)));
  if (options.greet) await sim.greet();
  return undefined;
}

main().catch((error) => {
  console.error(`simulator: ${error.message}`);
  process.exit(2);
});
