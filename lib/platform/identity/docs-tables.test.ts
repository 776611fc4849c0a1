import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROLES } from "@/lib/core/roles";
import { PERMISSION_NAMES, PERMISSIONS } from "@/lib/platform/context/permissions";
import { DOCS_TABLES, withTable } from "./docs-tables";
import { roleAdds, roleTable, tokenTable } from "./role-table";

describe("tables made from the permission table", () => {
	it.each(DOCS_TABLES)(
		"$file has the table “$name” as it is now (npm run docs writes it)",
		({ file, name, make }) => {
			const document = readFileSync(file, "utf8");
			expect(document).toBe(withTable(document, name, make()));
		},
	);

	it("name every permission once, with the least role that has it", () => {
		for (const name of PERMISSION_NAMES) {
			const { what, from, token } = PERMISSIONS[name];
			const words = what.toLowerCase();
			const roles = ROLES.filter((role) => roleAdds(role).toLowerCase().includes(words));
			expect(roles, name).toEqual([from]);
			expect(roleTable().toLowerCase()).toContain(words);
			expect(tokenTable().includes(`| \`${name}\` |`), name).toBe(token);
		}
	});
});
