/** A Chromium for the browser tests and screenshots: one that is here, else one that can be had. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { AppError } from "@/lib/core/errors";
import { config, programDirectories } from "@/lib/platform/config/config";

/** The headless shell first: the same engine without a window's own pages, at less than half of the work. */
const NAMES = [
	"chromium-headless-shell",
	"chromium",
	"chromium-browser",
	"google-chrome",
	"google-chrome-stable",
	"microsoft-edge",
];
const APPLICATIONS = [
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
	"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
	"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Without the first, a browser run by root refuses to start; the rest keeps it from calling home. */
export function chromiumArguments(): string[] {
	return [
		...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
		"--disable-background-networking",
		"--disable-component-update",
		"--disable-sync",
		"--disable-quic",
		"--disable-gpu",
		"--no-first-run",
	];
}

/**
 * The path of a Chromium that runs here, or undefined.
 * @throws AppError `not_configured` when CHROMIUM_PATH is set to something that does not run.
 */
export function findChromium(): string | undefined {
	const { chromiumPath } = config();
	if (chromiumPath !== undefined) {
		if (runs(chromiumPath)) return chromiumPath;
		throw new AppError(
			"not_configured",
			`CHROMIUM_PATH is ${chromiumPath}, which is no browser that runs here.`,
		);
	}
	const onPath = NAMES.flatMap((name) => programDirectories().map((directory) => join(directory, name)));
	return [...onPath, ...APPLICATIONS, chromium.executablePath()].find(runs);
}

/** Like findChromium, but installs one when there is none. @throws AppError `unavailable` when none can be installed. */
export function ensureChromium(): string {
	const found = findChromium();
	if (found) return found;
	const playwright = (...args: string[]) =>
		[process.execPath, ["node_modules/@playwright/test/cli.js", ...args]] as const;
	const attempts: (readonly [what: string, program: string, args: readonly string[]])[] = [
		["Playwright's Chromium", ...playwright("install", "chromium")],
	];
	if (process.platform === "linux") {
		const root = process.getuid?.() === 0;
		const apt = root ? "apt-get" : "sudo -n apt-get";
		attempts.push([
			"the distribution's Chromium",
			"sh",
			[
				"-c",
				`${apt} update && for name in chromium-headless-shell chromium; do ${apt} install -y --no-install-recommends $name && break; done`,
			],
		]);
		// Where the distribution has none (Ubuntu's is a snap), Playwright's may only lack its libraries.
		if (root)
			attempts.push(["the libraries of Playwright's Chromium", ...playwright("install-deps", "chromium")]);
	}
	for (const [what, program, args] of attempts) {
		console.log(`No Chromium that runs here; trying to install ${what}.`);
		spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"], timeout: 5 * 60_000 });
		const installed = findChromium();
		if (installed) return installed;
	}
	throw new AppError(
		"unavailable",
		"The browser tests need a Chromium, and none could be found or installed.",
		{
			remedy: "Install Chromium or Chrome, or set CHROMIUM_PATH to one.",
		},
	);
}

/** Installed is not enough: a browser with a missing library, or a snap's placeholder, exits with an error. */
function runs(path: string): boolean {
	return (
		existsSync(path) && spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0
	);
}
