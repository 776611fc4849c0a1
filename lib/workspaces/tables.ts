import path from "node:path";

/** Scalar types of the Kusto query language, as Log Analytics names them. */
export type KustoType =
	| "bool"
	| "datetime"
	| "decimal"
	| "dynamic"
	| "guid"
	| "int"
	| "long"
	| "real"
	| "string"
	| "timespan";

export interface ColumnSchema {
	readonly name: string;
	readonly type: KustoType;
}

export interface TableSchema {
	readonly name: string;
	/** In the order Log Analytics lists them. */
	readonly columns: readonly ColumnSchema[];
}

/**
 * The local workspace on disk: `<directory>/tables/<Table>/*.parquet`, one file per load,
 * and `<directory>/workspace.json` ({@link WorkspaceManifest}). A table is the union of its files by column name.
 *
 * How Kusto types are stored in Parquet: string, guid → VARCHAR; dynamic → VARCHAR holding JSON text;
 * datetime → TIMESTAMP (UTC, µs); timespan → BIGINT (100 ns ticks); bool → BOOLEAN; int → INTEGER;
 * long → BIGINT; real → DOUBLE; decimal → DECIMAL(38,9).
 */
export interface WorkspaceManifest {
	/** True while every row came from the sample generator; false as soon as a person's own export is imported. */
	readonly sample: boolean;
	/** Schemas of the tables present, known ones as below, others as read from their export. */
	readonly tables: readonly TableSchema[];
}

export function tableDirectory(workspaceDirectory: string, table: string): string {
	return path.join(workspaceDirectory, "tables", table);
}

export function manifestPath(workspaceDirectory: string): string {
	return path.join(workspaceDirectory, "workspace.json");
}

/** Tables whose columns the product knows; source: the Azure Monitor Logs table reference. */
export const KNOWN_TABLES: readonly TableSchema[] = [
	{
		name: "UrlClickEvents",
		columns: [
			{ name: "AccountUpn", type: "string" },
			{ name: "ActionType", type: "string" },
			{ name: "AppName", type: "string" },
			{ name: "AppVersion", type: "string" },
			{ name: "DetectionMethods", type: "string" },
			{ name: "IPAddress", type: "string" },
			{ name: "IsClickedThrough", type: "bool" },
			{ name: "NetworkMessageId", type: "string" },
			{ name: "ReportId", type: "string" },
			{ name: "SourceId", type: "string" },
			{ name: "SourceSystem", type: "string" },
			{ name: "TenantId", type: "string" },
			{ name: "ThreatTypes", type: "string" },
			{ name: "TimeGenerated", type: "datetime" },
			{ name: "Type", type: "string" },
			{ name: "Url", type: "string" },
			{ name: "UrlChain", type: "string" },
			{ name: "Workload", type: "string" },
		],
	},
];
