/** npm run lint: no import against the order of the house (test/house/house.ts). */
import { execFileSync } from "node:child_process";
import { faultsOf, readImports } from "@/test/house/house";
import { exitWith } from "./exit";

async function main(): Promise<number> {
	const listed = execFileSync(
		"git",
		["ls-files", "-co", "--exclude-standard", "lib", "components", "app", "test"],
		{
			encoding: "utf8",
		},
	);
	const files = listed.split("\n").filter((file) => /\.tsx?$/.test(file));
	const faults = faultsOf(await readImports(files));
	for (const { place, message } of faults) console.error(`${place} ${message}`);
	console.error(`${files.length} files, ${faults.length} imports against the order of the house.`);
	return faults.length === 0 ? 0 : 1;
}

exitWith(main);
