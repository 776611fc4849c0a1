import { readdirSync } from "node:fs";
import { basename, dirname, sep } from "node:path";

/** Every page of the app, as its route: `/cases/[number]`. A new file is a new page. */
export function appPages(): string[] {
	return routesOf((file) => basename(file) === "page.tsx");
}

/** Every route that answers with a file for people: exports and reports. */
export function exportRoutes(): string[] {
	return routesOf((file) => /(?:export|report)$/.test(dirname(file)) && basename(file) === "route.ts");
}

function routesOf(wanted: (file: string) => boolean): string[] {
	return readdirSync("app", { recursive: true, encoding: "utf8" })
		.filter(wanted)
		.map((file) => {
			const parts = dirname(file).split(sep);
			return `/${parts.filter((part) => part !== "." && !part.startsWith("(")).join("/")}`;
		})
		.sort();
}
