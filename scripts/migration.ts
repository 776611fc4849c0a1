/**
 * npm run migration -- NAME     writes the next migration: what schema.prisma has and the migrations lack
 * npm run migration -- --check  fails when there is such a difference
 */
import { relative } from "node:path";
import { writeMigration } from "@/lib/platform/db/migrations";
import { pendingDifference } from "@/test/db/difference";
import { startTemporaryServer } from "@/test/db/temporary-server";
import { exitWith } from "./exit";

const name = process.argv[2];

async function main(): Promise<number> {
	if (!name) {
		console.error("Give the migration a name, such as: npm run migration -- add_case_tasks");
		return 2;
	}
	const server = await startTemporaryServer();
	try {
		const sql = await pendingDifference(server.url);
		if (sql === "") {
			console.log("schema.prisma and the migrations agree.");
			return 0;
		}
		if (name === "--check") {
			console.error(
				`schema.prisma has what no migration has:\n\n${sql}\n\nWrite it: npm run migration -- NAME`,
			);
			return 1;
		}
		console.log(`Wrote ${relative(".", await writeMigration(name, sql))}. Read it before you commit it.`);
		return 0;
	} finally {
		await server.stop();
	}
}

exitWith(main);
