import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";

/** What can be checked of the files for operators without their tools. */

const CHART = "deploy/helm/afterclick";
// biome-ignore lint/suspicious/noExplicitAny: documents of other products' schemas
type Document = any;

const values = parse(readFileSync(`${CHART}/values.yaml`, "utf8")) as Record<string, unknown>;

/** As templates see it: an empty list or mapping counts as nothing. */
const isSet = (value: unknown) =>
	typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);

/** Renders the few constructs the chart keeps to, and refuses every other. */
function render(file: string, changed: Record<string, unknown> = {}): Document {
	const scope = { Values: { ...values, ...changed }, Release: { Name: "desk" } };
	const look = (path: string) =>
		path
			.slice(1)
			.split(".")
			.reduce<unknown>((at, key) => {
				const next = (at as Record<string, unknown> | undefined)?.[key];
				if (next === undefined) throw new Error(`${file}: there is no value ${path}`);
				return next;
			}, scope);
	const text = readFileSync(`${CHART}/templates/${file}`, "utf8")
		.replace(/\n *\{\{- if (\.[\w.]+) \}\}([\s\S]*?)\n *\{\{- end \}\}/g, (_, path: string, body: string) =>
			isSet(look(path)) ? body : "",
		)
		.replace(/\n *\{\{- toYaml (\.[\w.]+) \| nindent (\d+) \}\}/g, (_, path: string, indent: string) =>
			`\n${stringify(look(path)).trim()}`.replaceAll("\n", `\n${" ".repeat(Number(indent))}`),
		)
		.replace(/\{\{ (\.[\w.]+) \| quote \}\}/g, (_, path: string) => JSON.stringify(String(look(path))))
		.replace(/\{\{ (\.[\w.]+) \}\}/g, (_, path: string) => String(look(path)));
	expect(text, `${file} keeps to the constructs this test knows`).not.toContain("{{");
	return parse(text);
}

describe("the Helm chart", () => {
	it.each(readdirSync(`${CHART}/templates`))("%s is a document of Kubernetes", (file) => {
		expect(render(file)).toMatchObject({
			apiVersion: expect.any(String),
			kind: expect.any(String),
			metadata: { name: "desk" },
		});
	});

	it("runs two replicas that can write only to /data and /tmp", () => {
		const { spec } = render("deployment.yaml");
		const pod = spec.template.spec;
		const [container] = pod.containers;
		expect(spec.replicas).toBe(2);
		expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
		expect(container.securityContext).toEqual({
			allowPrivilegeEscalation: false,
			readOnlyRootFilesystem: true,
			capabilities: { drop: ["ALL"] },
		});
		const writable = container.volumeMounts.filter((mount: Document) => !mount.readOnly);
		expect(writable.map((mount: Document) => mount.mountPath)).toEqual(["/data", "/tmp"]);
		expect(container.env, "a pod's own key would end with it").toContainEqual({
			name: "SECRET_KEY_FILE",
			value: "/run/secrets/afterclick/secret-key",
		});
		expect(container.readinessProbe.httpGet.path).toBe("/api/ready");
		expect(container.livenessProbe.httpGet.path).toBe("/api/health");
	});

	it("selects its own pods, in the Service and in the budget", () => {
		const labels = render("deployment.yaml").spec.template.metadata.labels;
		expect(labels).toMatchObject(render("service.yaml").spec.selector);
		expect(labels).toMatchObject(render("poddisruptionbudget.yaml").spec.selector.matchLabels);
	});

	it("mounts an own hunt catalogue only where one is named", () => {
		const names = (spec: Document) => spec.template.spec.volumes.map(({ name }: Document) => name);
		expect(names(render("deployment.yaml").spec)).toEqual(["data", "tmp", "secrets"]);
		const own = render("deployment.yaml", {
			huntsConfigMap: "our-hunts",
			extraEnv: [{ name: "A", value: "b" }],
		});
		expect(names(own.spec)).toContain("hunts");
		const environment = own.spec.template.spec.containers[0].env;
		expect(environment).toContainEqual({ name: "HUNTS_DIRECTORY", value: "/hunts" });
		expect(environment).toContainEqual({ name: "A", value: "b" });
	});

	it("has a version for each version of Afterclick", () => {
		const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
		expect(parse(readFileSync(`${CHART}/Chart.yaml`, "utf8"))).toMatchObject({ appVersion: version });
		expect(values).toMatchObject({ image: { tag: version } });
	});
});

describe("compose.yaml", () => {
	const compose: Document = parse(readFileSync("compose.yaml", "utf8"));

	it("passes secrets by file only, and every named one exists", () => {
		for (const service of Object.values<Document>(compose.services)) {
			for (const secret of service.secrets) expect(Object.keys(compose.secrets)).toContain(secret);
			for (const [name, value] of Object.entries<string>(service.environment ?? {})) {
				if (/PASSWORD|SECRET|TOKEN|DATABASE_URL/.test(name)) {
					expect(name).toMatch(/_FILE$/);
					expect(service.secrets).toContain(value.replace("/run/secrets/", ""));
				}
			}
		}
	});

	it("keeps the app read-only and on loopback", () => {
		expect(compose.services.app).toMatchObject({
			read_only: true,
			cap_drop: ["ALL"],
			tmpfs: ["/tmp"],
			volumes: ["data:/data"],
			ports: [expect.stringMatching(/^127\.0\.0\.1:/)],
		});
	});
});

describe("the Dockerfile", () => {
	const file = readFileSync("Dockerfile", "utf8");

	it("copies only what .dockerignore allows", () => {
		const allowed = readFileSync(".dockerignore", "utf8")
			.split("\n")
			.filter((line) => line.startsWith("!"))
			.map((line) => line.slice(1));
		const copied = [...file.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) =>
			(sources ?? "").split(" ").filter((source) => source !== "."),
		);
		expect(copied.length).toBeGreaterThan(3);
		for (const source of copied) {
			expect(
				allowed.some((entry) => source === entry || source.replace("./", "").startsWith(`${entry}/`)),
				source,
			).toBe(true);
		}
	});

	it("runs as an ordinary user, with a health check that needs no other program", () => {
		const last = file.slice(file.lastIndexOf("FROM "));
		expect(last).toMatch(/^USER 1000:1000$/m);
		expect(last).toMatch(/HEALTHCHECK[^\n]*\\\n\s+CMD \["node", /);
		expect(last.replaceAll(/^#.*$/gm, "")).not.toMatch(/curl|wget|npm /);
	});
});
