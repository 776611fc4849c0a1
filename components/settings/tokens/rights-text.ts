import { isAtLeast } from "@/lib/core/roles";
import { PERMISSIONS } from "@/lib/platform/context/permission-table";
import { TOKEN_PERMISSIONS, type TokenDto } from "@/lib/platform/identity/token-schema";

/** What a token may do within its role, in a line: "everything tokens may", "nothing", or the permissions' names. */
export function rightsText({ role, permissions }: Pick<TokenDto, "role" | "permissions">): string {
	const possible = TOKEN_PERMISSIONS.filter(
		(name) => role !== null && isAtLeast(role, PERMISSIONS[name].from),
	);
	const given = possible.filter((name) => permissions.includes(name));
	if (given.length === 0) return "nothing";
	return given.length === possible.length ? "everything tokens can do" : given.join(", ");
}
