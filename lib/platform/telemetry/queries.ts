import type { PrismaClient } from "@/lib/platform/db/generated/client.ts";
import { inSpan, telemetry } from "./telemetry";

/** Each of a client's operations in a span: model and operation, never the statement or its values. */
export function observeQueries(client: PrismaClient): PrismaClient {
	if (!telemetry()) return client;
	const extended = client.$extends({
		query: {
			$allOperations({ model, operation, args, query }) {
				const name = model ? `${model}.${operation}` : operation;
				return inSpan(
					name,
					{
						kind: "client",
						attributes: {
							"db.system.name": "postgresql",
							"db.operation.name": operation,
							...(model ? { "db.collection.name": model } : {}),
						},
					},
					() => query(args),
				);
			},
		},
	});
	// The extension adds nothing to the client's shape, only to what its operations do.
	return extended as unknown as PrismaClient;
}
