/**
 * Prisma's schema engine as WebAssembly: the same engine the Prisma CLI downloads as a native binary,
 * taken from npm instead so that a machine without internet access can migrate.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import {
	bindMigrationAwareSqlAdapterFactory,
	ColumnTypeEnum,
	DriverAdapterError,
	type SqlDriverAdapter,
	type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine, SchemaFilter } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

export const noFilters: SchemaFilter = { externalTables: [], externalEnums: [] };

const panic = {
	message: "",
	set_message(message: string) {
		this.message = message;
	},
};

let loaded: Promise<typeof import("@prisma/schema-engine-wasm/schema_engine_bg")> | undefined;

/** The package's own entry imports the .wasm as a module, which Node 20 cannot; instantiate it by hand. */
function loadEngine() {
	loaded ??= (async () => {
		// Where the engine leaves the message of a panic before it traps; it expects anyone who runs it to set this up.
		Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panic });
		const engine = await import("@prisma/schema-engine-wasm/schema_engine_bg");
		const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
		const module = await WebAssembly.compile(readFileSync(script.replace(/\.js$/, ".wasm")));
		const instance = await WebAssembly.instantiate(module, {
			"./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
		});
		const bindings = engine as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
		bindings.__wbg_set_wasm(instance.exports);
		(instance.exports.__wbindgen_start as () => void)();
		return engine;
	})();
	return loaded;
}

/** `"char"`, the one-byte type of the system catalogue, and text, by PostgreSQL's type numbers (pg_type.dat). */
const CATALOGUE_CHAR = 18;
const TEXT = 25;

/**
 * A pool for Prisma's pg adapter, which throws at the type `"char"` that the engine reads when it describes a
 * database: such columns pass through the adapter as text, and `charColumns` tells afterwards which they were.
 */
class CataloguePool extends pg.Pool {
	readonly charColumns = new WeakMap<object, readonly number[]>();

	// pg's query has a dozen overloads; what passes through here is the adapter's one form.
	override query = (async (...args: Parameters<pg.Pool["query"]>) => {
		const result = (await super.query(...args)) as unknown as pg.QueryResult | pg.QueryResult[];
		if (Array.isArray(result)) return result;
		const positions: number[] = [];
		for (const [index, field] of result.fields.entries()) {
			if (field.dataTypeID !== CATALOGUE_CHAR) continue;
			field.dataTypeID = TEXT;
			positions.push(index);
		}
		this.charColumns.set(result.rows, positions);
		return result;
	}) as unknown as pg.Pool["query"];
}

/**
 * Prisma's pg adapter with two faults that matter here put right. Its `executeScript` splits at every semicolon,
 * also inside literals and function bodies, and commits statement by statement; sent as one simple query,
 * PostgreSQL does the splitting and the whole script is one transaction: applied or not, never half. And it
 * does not know the type `"char"` (see CataloguePool).
 */
class MigrationAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
	readonly provider = "postgres";
	readonly adapterName = "@prisma/adapter-pg";
	readonly #pool: CataloguePool;
	readonly #factory: PrismaPg;

	constructor(pool: CataloguePool) {
		this.#pool = pool;
		this.#factory = new PrismaPg(pool);
	}

	async connect(): Promise<SqlDriverAdapter> {
		const adapter = await this.#factory.connect();
		const queryRaw = adapter.queryRaw.bind(adapter);
		adapter.queryRaw = async (query) => {
			const result = await queryRaw(query);
			const positions = this.#pool.charColumns.get(result.rows) ?? [];
			return {
				...result,
				columnTypes: result.columnTypes.map((type, index) =>
					positions.includes(index) ? ColumnTypeEnum.Character : type,
				),
			};
		};
		adapter.executeScript = async (script: string) => {
			try {
				await this.#pool.query(script);
			} catch (error) {
				throw inEngineTerms(error);
			}
		};
		return adapter;
	}

	/** We diff against a database of our own making (see migrations.ts), so the engine never needs one. */
	async connectToShadowDb(): Promise<SqlDriverAdapter> {
		throw new Error("The schema engine asked for a shadow database; none is provided.");
	}
}

/** Only in this shape does the engine pass on what PostgreSQL said. */
function inEngineTerms(error: unknown): unknown {
	if (!(error instanceof pg.DatabaseError)) return error;
	return new DriverAdapterError({
		kind: "postgres",
		code: error.code ?? "",
		severity: error.severity ?? "ERROR",
		message: error.message,
		detail: error.detail,
		column: error.column,
		hint: error.hint,
	});
}

/** Runs `use` with an engine connected to `url`, with `schema` as its datamodel, and frees both afterwards. */
export async function withSchemaEngine<T>(
	options: { url: string; schema: string; schemaPath: string },
	use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
	const { SchemaEngine: Engine } = await loadEngine();
	const pool = new CataloguePool({
		connectionString: options.url,
		max: 2,
		application_name: "afterclick migrate",
	});
	pool.on("error", () => {}); // an idle connection cut by a stopping server; the query in flight reports it
	try {
		const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapterFactory(pool));
		const engine = await Engine.new(
			{ datamodels: [[options.schemaPath, options.schema]] },
			() => {},
			factory,
		);
		try {
			return await use(engine);
		} catch (error) {
			if (error instanceof WebAssembly.RuntimeError) {
				throw new Error(`The schema engine failed: ${panic.message || error.message}`, { cause: error });
			}
			throw error;
		} finally {
			engine.free();
		}
	} finally {
		await pool.end();
	}
}
