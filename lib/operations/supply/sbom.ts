/** What the product is made of, as a bill of materials (CycloneDX 1.5, JSON). */
import { readFile, writeFile } from "node:fs/promises";
import { AppError } from "@/lib/core/errors";
import { npm } from "./npm";

export const SBOM_FILE = ".next/sbom.cdx.json";

export interface Sbom {
	readonly bomFormat: "CycloneDX";
	readonly specVersion: string;
	readonly metadata: {
		readonly component: { readonly name: string; readonly version: string; readonly "bom-ref": string };
	};
	readonly components: readonly SbomComponent[];
	readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

export interface SbomComponent {
	readonly "bom-ref": string;
	readonly name: string;
	readonly version: string;
	readonly purl: string;
}

/**
 * Every package that the product needs at run time, on whatever platform, as the lockfile pins it: name, version,
 * licence and digest. Made from npm's list of all packages, because its own `--omit=dev` also leaves out what both
 * development and the product need.
 * @throws AppError `unavailable` with what npm said.
 */
export async function readSbom(): Promise<Sbom> {
	const { code, stdout, stderr } = await npm([
		"sbom",
		"--sbom-format=cyclonedx",
		"--sbom-type=application",
		"--package-lock-only",
	]);
	if (code !== 0) {
		throw new AppError("unavailable", `npm could not make the SBOM:\n${stderr.trim().slice(-2_000)}`);
	}
	const all = JSON.parse(stdout) as Sbom;
	const needed = await runtimePackages();
	const components = all.components.filter(({ purl }) => needed.has(purl));
	const { component } = all.metadata;
	const refs = new Set([component["bom-ref"], ...components.map((each) => each["bom-ref"])]);
	return {
		...all,
		// npm names the product after the directory it lies in.
		metadata: { ...all.metadata, component: { ...component, name: "afterclick" } },
		components,
		dependencies: all.dependencies
			.filter(({ ref }) => refs.has(ref))
			.map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((on) => refs.has(on)) })),
	};
}

/** Package URLs of the lockfile's packages that are not for development alone. */
export async function runtimePackages(): Promise<ReadonlySet<string>> {
	const { packages } = JSON.parse(await readFile("package-lock.json", "utf8")) as {
		packages: Record<string, { version?: string; dev?: boolean; devOptional?: boolean; link?: boolean }>;
	};
	return new Set(
		Object.entries(packages)
			.filter(([path, { dev, devOptional, link }]) => path !== "" && !dev && !devOptional && !link)
			.map(([path, { version }]) => {
				const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
				return `pkg:npm/${name.replace("@", "%40")}@${version}`;
			}),
	);
}

/** Writes it beside the bundle, which it is shipped with. @returns how many components it has. */
export async function writeSbom(file = SBOM_FILE): Promise<number> {
	const sbom = await readSbom();
	await writeFile(file, `${JSON.stringify(sbom, null, "\t")}\n`);
	return sbom.components.length;
}
