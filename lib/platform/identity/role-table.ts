/** The permission table as people read it: one source for the docs and the form that gives roles. */

import { ROLES, type Role } from "@/lib/core/roles";
import { PERMISSION_NAMES, PERMISSIONS, type Permission } from "@/lib/platform/context/permissions";

/** What a role adds to the ones before it: "Deciding findings, running hunts". */
export function roleAdds(role: Role): string {
	return sentenceOf(PERMISSION_NAMES.filter((name) => PERMISSIONS[name].from === role));
}

/** The roles as a Markdown table, for docs/sign-in.md. */
export function roleTable(): string {
	return table(
		["role", "adds"],
		ROLES.map((role) => [`\`${role}\``, lowerFirst(roleAdds(role))]),
	);
}

/** What a token can be allowed, as a Markdown table, for docs/api.md. */
export function tokenTable(): string {
	return table(
		["permission", "allows", "from role"],
		PERMISSION_NAMES.filter((name) => PERMISSIONS[name].token).map((name) => [
			`\`${name}\``,
			lowerFirst(PERMISSIONS[name].what),
			`\`${PERMISSIONS[name].from}\``,
		]),
	);
}

function sentenceOf(names: readonly Permission[]): string {
	const [first = "", ...rest] = names.map((name) => PERMISSIONS[name].what);
	return [first, ...rest.map(lowerFirst)].join(", ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
	return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function lowerFirst(text: string): string {
	return /^[A-Z][A-Z]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
