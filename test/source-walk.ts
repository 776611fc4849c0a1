/** For tests: the verbs, routes and pages that the sources hold, so that a new one cannot be forgotten. */
import { readdir, readFile } from "node:fs/promises";

/** The only functions with a context that ask for no permission, and why. */
export const UNGUARDED: Readonly<Record<string, string>> = {
	"lib/platform/http/access.ts#whenAccessChanges": "tells an open stream when to end",
	"lib/platform/http/events.ts#eventStream": "sends what guarded verbs return",
	"lib/platform/http/events.ts#progressStream": "sends what guarded verbs return",
	"lib/platform/context/idempotency.ts#once": "runs guarded verbs, under the actor's own keys",
	"lib/platform/context/idempotency.ts#sweepIdempotencyKeys":
		"the product's own sweeping, called by its job alone",
	"lib/platform/http/ready.ts#readiness":
		"says whether the process can serve, for machines that never sign in",
	"lib/platform/identity/still-acting.ts#requireActing":
		"checks that the actor may still act; streams that are guarded call it",
	"lib/sources/workspaces/registry.ts#registerWorkspace": "writes the row that a run names, within startRun",
};

export interface Verb {
	/** `lib/decisions/decide.ts#decide` */
	readonly id: string;
	readonly file: string;
	readonly name: string;
	/** The body's source, without its braces. */
	readonly body: string;
}

async function sources(directory: string, ends: readonly string[]): Promise<string[]> {
	const entries = await readdir(directory, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile() && ends.some((end) => entry.name.endsWith(end)))
		.map((entry) => `${entry.parentPath}/${entry.name}`)
		.sort();
}

/** Every exported function under lib/ whose first parameter is a Context. */
export async function findVerbs(): Promise<Verb[]> {
	const files = (await sources("lib", [".ts"])).filter(
		(file) => !/\/generated\/|\.test\.ts$|fixtures\.ts$/.test(file),
	);
	const found = await Promise.all(files.map(async (file) => verbsOf(file, await readFile(file, "utf8"))));
	return found.flat();
}

/** @throws Error for an exported function with a context in a form that is not read here: it would go unseen. */
export function verbsOf(file: string, source: string): Verb[] {
	const heads = [...source.matchAll(/^export (?:async )?function\*? (\w+)(?:<[^(]*>)?\(\s*ctx: Context\b/gm)];
	const others = source.match(/^export (?:const|let|class) [^;]*?\bctx: Context\b/gm) ?? [];
	if (others.length > 0) throw new Error(`${file}: write a verb as a function: ${others[0]}`);
	return heads.map((head) => {
		const name = String(head[1]);
		const parameters = source.indexOf("(", head.index);
		const open = source.indexOf("{\n", closing(source, parameters, "(", ")"));
		return { id: `${file}#${name}`, file, name, body: source.slice(open + 1, source.indexOf("\n}", open)) };
	});
}

function closing(source: string, start: number, open: string, close: string): number {
	let depth = 0;
	for (let index = start; index < source.length; index++) {
		if (source[index] === open) depth += 1;
		else if (source[index] === close && --depth === 0) return index;
	}
	throw new Error(`Nothing closes the ${open} at ${start}.`);
}

/** The permission that a verb asks for before it does anything else; undefined when it does not. */
export function firstPermission({ body }: Pick<Verb, "body">): string | undefined {
	return /^\s*authorize\(ctx\.actor, "([a-z.]+)"\);/.exec(body)?.[1];
}

export interface RouteFile {
	readonly file: string;
	/** `/api/findings/[id]` */
	readonly path: string;
	readonly methods: readonly string[];
	readonly source: string;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Every route handler file under app/. */
export async function findRoutes(): Promise<RouteFile[]> {
	const files = await sources("app", ["route.ts", "route.tsx"]);
	return await Promise.all(
		files.map(async (file) => {
			const source = await readFile(file, "utf8");
			const methods = METHODS.filter((method) => new RegExp(`^export .*\\b${method}\\b`, "m").test(source));
			const path = file
				.replace(/^app/, "")
				.replace(/\/route\.tsx?$/, "")
				.replaceAll(/\/\([^)]*\)/g, "");
			return { file, path, methods, source };
		}),
	);
}

/** All sources of app/: pages, layouts, what they share, and the routes. */
export async function findPages(): Promise<{ file: string; source: string }[]> {
	const files = await sources("app", [".tsx", ".ts"]);
	return await Promise.all(files.map(async (file) => ({ file, source: await readFile(file, "utf8") })));
}
