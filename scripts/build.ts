/** npm run build: builds the production bundle ahead of the next start, and lists its packages (SBOM). */
import { build } from "@/lib/operations/startup/build";
import { SBOM_FILE, writeSbom } from "@/lib/operations/supply/sbom";
import { exitWith } from "./exit";

exitWith(async () => {
	await build((line) => console.log(line));
	console.log(`${SBOM_FILE}: ${await writeSbom()} components.`);
	return 0;
});
