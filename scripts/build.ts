/** npm run build: the production bundle, so that the next start need not make it, and what it is made of (SBOM). */
import { build } from "@/lib/operations/startup/build";
import { SBOM_FILE, writeSbom } from "@/lib/operations/supply/sbom";
import { exitWith } from "./exit";

exitWith(async () => {
	await build((line) => console.log(line));
	console.log(`${SBOM_FILE}: ${await writeSbom()} components.`);
	return 0;
});
