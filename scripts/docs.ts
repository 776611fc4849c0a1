/** npm run docs: writes the tables of docs/ that are made from the code. */
import { readFile, writeFile } from "node:fs/promises";
import { DOCS_TABLES, withTable } from "@/lib/platform/identity/docs-tables";
import { exitWith } from "./exit";

exitWith(async () => {
	for (const { file, name, make } of DOCS_TABLES) {
		const document = await readFile(file, "utf8");
		await writeFile(file, withTable(document, name, make()));
	}
	console.log(`Wrote the tables in ${DOCS_TABLES.map(({ file }) => file).join(", ")}.`);
	return 0;
});
