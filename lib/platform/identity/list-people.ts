import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { knownWorkspaces } from "./known-workspaces";
import type { PersonList } from "./people-schema";
import { personSelect, toPerson } from "./person-dto";

/** Rows of a list: a SOC has tens of people. */
const MOST = 2_000;

/** Everybody who works here or once gave a name, by name. */
export async function listPeople(ctx: Context): Promise<PersonList> {
	authorize(ctx.actor, "people.read");
	const [rows, workspaces] = await Promise.all([
		ctx.db.person.findMany({
			select: personSelect(ctx.now()),
			orderBy: [{ name: "asc" }, { id: "asc" }],
			take: MOST,
		}),
		knownWorkspaces(ctx),
	]);
	return { items: rows.map((row) => toPerson(row, ctx.actor)), workspaces };
}
