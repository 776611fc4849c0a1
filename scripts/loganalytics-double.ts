/**
 * npm run loganalytics-double -- [--directory D] [--port N] [--max-rows N] [--fault KIND[:TIMES[:SECONDS]]]…
 * A stand-in for Log Analytics and Entra ID on loopback, over the local workspace (the sample, until it is
 * replaced). Prints the variables that connect Afterclick to it, and ends with Ctrl-C.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { config } from "@/lib/platform/config/config";
import { readManifest } from "@/lib/sources/files/store";
import { generateSample } from "@/lib/sources/sample/generate";
import { LogAnalyticsDouble } from "@/test/loganalytics-double/double";
import { FAULT_KINDS, type Fault } from "@/test/loganalytics-double/faults";
import { exitWith } from "./exit";

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			directory: { type: "string" },
			port: { type: "string", default: "4433" },
			"max-rows": { type: "string" },
			fault: { type: "string", multiple: true, default: [] },
		},
	});
	const faults = values.fault.map(readFault);
	const directory = values.directory ?? config().workspaceDirectory;
	if ((await readManifest(directory)) === null) {
		console.error(`Writing the sample workspace to ${directory}.`);
		await generateSample({ directory });
	}
	const double = await LogAnalyticsDouble.start({
		directory,
		port: Number(values.port),
		...(values["max-rows"] === undefined ? {} : { maxRows: Number(values["max-rows"]) }),
	});
	for (const fault of faults) double.fail(fault);
	const file = join(config().dataDirectory, "loganalytics-double.pem");
	await mkdir(config().dataDirectory, { recursive: true });
	await writeFile(file, double.certificate.certificatePem);
	console.error(
		"Connect Afterclick with these variables (SENTINEL_CA_FILE may also be NODE_EXTRA_CA_CERTS):\n",
	);
	for (const [name, value] of Object.entries(double.environment(file))) console.log(`${name}=${value}`);
	console.error(`\nFaults: curl --cacert ${file} -d '{"kind":"throttled"}' ${double.origin}/double/faults`);
	console.error(`Kinds: ${FAULT_KINDS.join(", ")}`);
	await new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
	await double.close();
	return 0;
}

function readFault(text: string): Fault {
	const [name, times, seconds] = text.split(":");
	const kind = FAULT_KINDS.find((known) => known === name);
	if (!kind) throw new Error(`There is no fault “${name}”; there are ${FAULT_KINDS.join(", ")}.`);
	return {
		kind,
		...(times ? { times: Number(times) } : {}),
		...(seconds ? { seconds: Number(seconds) } : {}),
	};
}

exitWith(main);
