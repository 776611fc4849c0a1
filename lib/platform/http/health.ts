export interface Health {
	readonly status: "ok";
}

/**
 * That this process is alive, and nothing else: anyone who starts it again when this fails must not do so because the
 * database is away. Whether it can serve is what `readiness` says.
 */
export function health(): Health {
	return { status: "ok" };
}
