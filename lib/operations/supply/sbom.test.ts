import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readSbom, runtimePackages } from "./sbom";

it("lists every runtime package once, at its pinned version, and no development-only package", async () => {
	const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<
		"dependencies" | "devDependencies",
		Record<string, string>
	> & { version: string };
	const sbom = await readSbom();
	expect(sbom).toMatchObject({
		bomFormat: "CycloneDX",
		metadata: { component: { name: "afterclick", version: manifest.version } },
	});
	const listed = new Map(sbom.components.map(({ purl, version }) => [purl, version]));
	expect(listed.size).toBe(sbom.components.length);
	const purl = (name: string, version: string) => `pkg:npm/${name.replace("@", "%40")}@${version}`;
	for (const [name, version] of Object.entries(manifest.dependencies)) {
		expect(listed.get(purl(name, version)), name).toBe(version);
	}
	expect([...(await runtimePackages())].filter((needed) => !listed.has(needed))).toEqual([]);
	for (const name of ["vitest", "@playwright/test"]) {
		expect(listed.has(purl(name, manifest.devDependencies[name] ?? "")), name).toBe(false);
	}
});
