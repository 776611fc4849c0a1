import {
	BIGINT,
	BOOLEAN,
	DOUBLE,
	type DuckDBConnection,
	DuckDBInstance,
	DuckDBScalarFunction,
	VARCHAR,
} from "@duckdb/node-api";
import { EvaluationError } from "@/lib/sources/kql/runtime/evaluation-error";
import {
	callRuntime,
	RUNTIME_FUNCTIONS,
	type RuntimeFunction,
	type WireType,
	type WireValue,
} from "@/lib/sources/kql/runtime/functions";

const TYPES = { text: VARCHAR, long: BIGINT, real: DOUBLE, bool: BOOLEAN } satisfies Record<
	WireType,
	unknown
>;

export interface DatabaseOptions {
	/** The only directory files may be read from; null for none at all. */
	readonly directory: string | null;
	readonly memoryLimitMb: number;
	readonly threads: number;
}

export interface Database {
	readonly instance: DuckDBInstance;
	readonly connection: DuckDBConnection;
}

/**
 * A DuckDB in memory that knows the functions KQL needs and nothing of the machine: no files outside
 * `directory`, no network, no extensions, and no way to change that.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
	const instance = await DuckDBInstance.create(":memory:", {
		threads: String(options.threads),
		memory_limit: `${options.memoryLimitMb}MB`,
		// Nothing is spilled to disk: a query that needs more than its memory ends.
		temp_directory: "",
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
	});
	const connection = await instance.connect();
	for (const definition of RUNTIME_FUNCTIONS) connection.registerScalarFunction(scalarFunction(definition));
	await connection.run("CREATE SCHEMA workspace");
	if (options.directory !== null) {
		await connection.run(`SET allowed_directories = ['${options.directory.replaceAll("'", "''")}']`);
	}
	await connection.run("SET enable_external_access = false");
	await connection.run("SET lock_configuration = true");
	return { instance, connection };
}

function scalarFunction(definition: RuntimeFunction): DuckDBScalarFunction {
	return DuckDBScalarFunction.create({
		name: definition.name,
		parameterTypes: definition.parameters.map((type) => TYPES[type]),
		...(definition.more ? { varArgsType: TYPES[definition.more] } : {}),
		returnType: TYPES[definition.returns],
		specialHandling: definition.nulls.length > 0,
		mainFunction(_info, input, output) {
			const vectors = Array.from({ length: input.columnCount }, (_, index) => input.getColumnVector(index));
			for (let row = 0; row < input.rowCount; row++) {
				const args = vectors.map((vector) => vector.getItem(row) as WireValue);
				output.setItem(
					row,
					logged(() => callRuntime(definition, args)),
				);
			}
			output.flush();
		},
	});
}

/** Only the message of an error crosses DuckDB: what the program itself did wrong is written to the log here. */
function logged<T>(call: () => T): T {
	try {
		return call();
	} catch (error) {
		const { cause, message } = error as Error;
		if (cause instanceof Error && !(cause instanceof EvaluationError))
			process.stderr.write(`local engine: ${message}${cause.message.split("\n")[0]}\n`);
		throw error;
	}
}
